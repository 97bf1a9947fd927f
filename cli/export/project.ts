/** The files that every export has beside its program. */
import { stringify } from "yaml";
import { COPY, copyOf } from "./copy";
import type { Exported, Files } from "./exported";
import type { Form } from "./readme";

/** The project of every export: several organizations are stacks of one. */
const PROJECT = "mailboxes";

/** The names of the files that a form is made of. */
export function fileNames(form: Form, name: string): string[] {
  const own = {
    organization: [`organization.${name}.yaml`, "index.ts", "tsconfig.json"],
    typescript: ["index.ts", "tsconfig.json"],
    yaml: [],
  };
  const common = ["Pulumi.yaml", `Pulumi.${name}.yaml`, "package.json", "README.md", "import.json", COPY];
  return [...own[form], ...common, ".gitignore"];
}

/** The files of a project in TypeScript, but for its program. */
export function typescriptProject(exported: Exported): Files {
  return {
    ...commonFiles(exported),
    "Pulumi.yaml": yaml({ name: PROJECT, description: describe(exported), runtime: "nodejs" }),
    "package.json": json({
      ...packageOf(exported),
      main: "index.ts",
      dependencies: { "@pulumi/pulumi": "^3.216.0", ...packageItself(exported), typescript: "^6.0.0" },
    }),
    "tsconfig.json": json({
      compilerOptions: { target: "es2023", module: "nodenext", types: ["node"], strict: true, noEmit: true },
      files: ["index.ts"],
    }),
  };
}

/** The files of a project on the plugin in YAML, with its resources in Pulumi.yaml. */
export function yamlProject(exported: Exported, resources: string): Files {
  const plugin = { name: "yandex360", path: "node_modules/pulumi-yandex360/dist/plugin" };
  const description = describe(exported).replaceAll("${", "$$$${");
  const head = { name: PROJECT, description, runtime: "yaml", plugins: { providers: [plugin] } };
  return {
    ...commonFiles(exported),
    "Pulumi.yaml": `${yaml(head)}\n${resources}`,
    "package.json": json({ ...packageOf(exported), dependencies: packageItself(exported) }),
  };
}

function commonFiles(exported: Exported): Files {
  const { survey, name, addresses } = exported;
  return {
    [`Pulumi.${name}.yaml`]: yaml({ config: { "yandex360:orgId": survey.orgId, ...addresses } }),
    ".gitignore":
      "node_modules/\n# Everybody's names and addresses, for `yandex360 emulator --from-export`.\nemulator.yaml\n",
    [COPY]: copyOf(survey, name),
  };
}

function describe({ survey: { orgId, orgName } }: Exported): string {
  return `The mailboxes of ${orgName ?? `organization ${orgId}`} in Yandex 360`;
}

function packageOf({ name }: Exported): object {
  return { name: `${name}-mailboxes`, private: true };
}

function packageItself({ dependency }: Exported): Record<string, string> {
  return { "pulumi-yandex360": dependency };
}

function yaml(data: object): string {
  return stringify(data, { lineWidth: 0 });
}

function json(data: object): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
