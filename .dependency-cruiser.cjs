const { readdirSync } = require("node:fs");

/** The files of the resource types: each type has a shell of the same name; tests/docs holds both against the registry. */
const RESOURCES = `^provider/resources/(${readdirSync(`${__dirname}/sdk/shell`).join("|")})$`;

/** The rooms of provider/ from the top down: each may import what is below it. nearest.ts is below them all. */
const ROOMS = ["hosts/", "engine/", "registry.ts", "functions/", "resources/", "service/", "api/"];

/** The arrows of CONTRIBUTING.md: who may import whom. Run by tests/gate. */
module.exports = {
  forbidden: [
    ...ROOMS.slice(1).map((room, above) => ({
      name: `provider-${room.replace(/\W/g, "")}-imports-only-downwards`,
      comment: "hosts → engine → registry → functions → what resources share → service → api",
      severity: "error",
      from: { path: `^provider/${room}` },
      to: { path: `^provider/(${ROOMS.slice(0, above + 1).join("|")})` },
    })),
    {
      name: "no-cycles",
      comment: "A cycle has no top and no bottom.",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "emulator-shares-nothing",
      comment: "The emulator is honest only while it knows the public pages and nothing of ours.",
      severity: "error",
      from: { path: "^emulator/" },
      to: { path: "^(organization|provider|sdk|cli|tools|tests|bench|examples)/" },
    },
    {
      name: "organization-shares-nothing",
      comment: "The format is told what it needs of the provider, and does nothing but read and write texts.",
      severity: "error",
      from: { path: "^organization/" },
      to: { path: "^(provider|sdk|emulator|cli|tools|tests|bench|examples)/" },
    },
    {
      name: "organization-is-pure",
      severity: "error",
      from: { path: "^organization/" },
      to: { dependencyTypes: ["core", "npm", "npm-peer"], pathNot: ["^url$", "node_modules/(yaml|zod)/"] },
    },
    {
      name: "provider-stands-alone",
      severity: "error",
      from: { path: "^provider/" },
      to: { path: "^(organization|sdk|emulator|cli|tools|tests|bench|examples)/" },
    },
    {
      name: "provider-without-pulumi",
      comment:
        "Loading the SDK into the plugin a second time costs its start. The plugin is bundled, with the protocol alone.",
      severity: "error",
      from: { path: "^provider/", pathNot: "^provider/hosts/plugin/" },
      to: { path: "@pulumi/pulumi", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "plugin-knows-only-the-protocol-of-pulumi",
      severity: "error",
      from: { path: "^provider/hosts/plugin/" },
      to: { path: "@pulumi/pulumi/(?!proto/)" },
    },
    {
      name: "hosts-do-not-import-each-other",
      severity: "error",
      from: { path: "^provider/hosts/([^/]+)/" },
      to: { path: "^provider/hosts/[^/]+/", pathNot: "^provider/hosts/$1/" },
    },
    {
      name: "sdk-knows-only-types-and-leaves-of-provider",
      comment:
        "A program loads no behaviour, but leaves: the role names, what no two resources may stand for, the resource options, " +
        "the clock, and what organization files are told.",
      severity: "error",
      from: { path: "^sdk/" },
      to: {
        path: "^provider/",
        pathNot: "^provider/(api/clock|service/roles|vocabulary|engine/(claims|lookups|preview|resourceOptions))\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "sdk-loads-previews-and-look-ups-when-needed",
      comment:
        "A program that has nothing new to preview, and looks nothing up, must start as fast as one that loads no behaviour.",
      severity: "error",
      from: { path: "^sdk/" },
      to: { path: "^provider/engine/(preview|lookups)\\.ts$", dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "sdk-loads-the-format-when-needed",
      comment: "The libraries of organization files take time to load.",
      severity: "error",
      from: { path: "^sdk/", pathNot: "^sdk/organization/format\\.ts$" },
      to: { path: "^organization/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "sdk-not-beyond-provider",
      severity: "error",
      from: { path: "^sdk/" },
      to: { path: "^(emulator|cli|tools|tests|bench|examples)/" },
    },
    {
      name: "got-only-in-connection",
      severity: "error",
      from: { path: "^(organization|provider|sdk|cli|emulator)/", pathNot: "^provider/api/connection\\.ts$" },
      to: { path: "node_modules/got/" },
    },
    {
      name: "resources-do-not-import-each-other",
      severity: "error",
      from: { path: RESOURCES },
      to: { path: RESOURCES },
    },
    {
      name: "functions-import-no-resource-and-no-other-function",
      comment: "What functions share is lookup.ts and shapes.ts; of resources/, they use how a value is checked.",
      severity: "error",
      from: { path: "^provider/functions/" },
      to: { path: `${RESOURCES}|^provider/functions/get` },
    },
    {
      name: "cli-over-organization-provider-sdk-emulator",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^(tools|tests|bench|examples)/" },
    },
    {
      name: "examples-use-the-package-by-name",
      severity: "error",
      from: { path: "^examples/" },
      to: { path: "^(organization|provider|sdk|emulator|cli|tools|tests|bench)/" },
    },
    {
      name: "shipped-code-uses-declared-dependencies",
      severity: "error",
      from: { path: "^(organization|provider|sdk|emulator)/", pathNot: "^provider/hosts/plugin/" },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown", "undetermined"],
        dependencyTypesNot: ["type-only", "npm-peer"],
      },
    },
    {
      name: "bundled-code-uses-declared-packages",
      comment: "The command and the plugin are bundled, so what only they use may be a devDependency.",
      severity: "error",
      from: { path: "^(cli|provider/hosts/plugin)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "undetermined"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "emulator-model-alone",
      comment:
        "model knows no other room; endpoints → model; faults → endpoints, model; http → all three; seed → model; evidence → model.",
      severity: "error",
      from: { path: "^emulator/model/" },
      to: { path: "^emulator/", pathNot: "^emulator/model/" },
    },
    {
      name: "emulator-endpoints-seed-evidence-over-model",
      severity: "error",
      from: { path: "^emulator/(endpoints|seed|evidence)/" },
      to: { path: "^emulator/", pathNot: "^emulator/($1|model)/" },
    },
    {
      name: "emulator-faults-over-endpoints",
      severity: "error",
      from: { path: "^emulator/faults/" },
      to: { path: "^emulator/", pathNot: "^emulator/(faults|endpoints|model)/" },
    },
    {
      name: "emulator-http-over-faults",
      severity: "error",
      from: { path: "^emulator/http/" },
      to: { path: "^emulator/", pathNot: "^emulator/(http|faults|endpoints|model)/" },
    },
    {
      name: "tools-know-no-test-and-no-figure",
      severity: "error",
      from: { path: "^tools/" },
      to: { path: "^(tests|bench|examples)/" },
    },
    {
      name: "bench-uses-only-the-support-of-tests",
      severity: "error",
      from: { path: "^bench/" },
      to: { path: "^tests/", pathNot: "^tests/support/" },
    },
    {
      name: "support-and-harness-use-only-the-support-of-tests",
      comment:
        "What tests share knows no test; the harness of the reliability figures is shared by its own tests only.",
      severity: "error",
      from: { path: "^tests/(support|reliability/harness)/" },
      to: { path: "^(tests|bench)/", pathNot: "^tests/(support|$1)/" },
    },
    {
      name: "tests-import-no-test",
      comment: "A test that another one needs is a helper, and has another name.",
      severity: "error",
      from: { path: "^(tests|bench)/", pathNot: "^tests/unit/mutationSuite\\.ts$" },
      to: { path: "\\.test\\.ts$" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^dist/"] },
    exclude: { path: "^(dist|coverage)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
