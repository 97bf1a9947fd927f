/** The files that every export has beside its program. */
import { stringify } from "yaml";
import type { OrganizationSeed, Seed, UserSeed } from "../../emulator";
import { nameOf } from "../../organization";
import type { Employee } from "../../provider/service/answers";
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
  const common = ["Pulumi.yaml", `Pulumi.${name}.yaml`, "package.json", "README.md", "import.json", "emulator.yaml"];
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
  const head = { name: PROJECT, description: describe(exported), runtime: "yaml", plugins: { providers: [plugin] } };
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
    "emulator.yaml": `# The organization for \`yandex360 emulator --from-export\`, to try changes on.\n${yaml(seedOf(exported))}`,
  };
}

function describe({ survey: { orgId, orgName } }: Exported): string {
  return `The mailboxes of ${orgName ?? `organization ${orgId}`} in Yandex 360`;
}

function packageOf({ name }: Exported): object {
  return { name: `${name}-mailboxes`, private: true };
}

function packageItself({ version }: Exported): Record<string, string> {
  return { "pulumi-yandex360": `^${version}` };
}

function yaml(data: object): string {
  return stringify(data, { lineWidth: 0 });
}

function json(data: object): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/** The organization as the emulator takes it; its token is the emulator's own. */
function seedOf({ survey, name }: Exported): Seed {
  const { orgId, orgName, domains, employees, mailboxes } = survey;
  const of = (kind: "shared" | "delegated") => mailboxes.filter((mailbox) => mailbox.kind === kind);
  const addresses = [...of("shared").map(({ email = "" }) => email), ...employees.map(({ email }) => email)];
  const names = domains.length > 0 ? domains.map((one) => one.name) : domainsIn(addresses);
  const organization: OrganizationSeed = {
    id: orgId,
    name: orgName ?? name,
    domains: names,
    users: employees.map(userOf),
    shared: of("shared").map(({ id, email = "", name: called = "", description = "" }) => ({
      id,
      email,
      name: called,
      description,
    })),
    delegated: of("delegated").map(({ id }) => id),
    access: mailboxes.flatMap(({ id, access }) =>
      [...access].map(([actorId, roles]) => ({ mailboxId: id, actorId, roles: [...roles] })),
    ),
  };
  return { organizations: [organization], tokens: [{ token: "emulator-token" }] };
}

function domainsIn(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((address) => address.split("@").slice(1)))].slice(0, 1);
}

function userOf(employee: Employee): UserSeed {
  const { id, nickname, firstName, lastName, middleName, email, aliases, position } = employee;
  const { isAdmin, isRobot, isDismissed, isBlocked } = employee;
  return {
    id,
    nickname,
    name: { first: firstName, last: lastName, ...(middleName === "" ? {} : { middle: middleName }) },
    displayName: employee.name === "" ? nameOf(employee) : employee.name,
    email,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(position === "" ? {} : { position }),
    ...(isAdmin ? { isAdmin } : {}),
    ...(isRobot ? { isRobot } : {}),
    ...(isDismissed ? { isDismissed } : {}),
    ...(isBlocked && !isDismissed ? { isEnabled: false } : {}),
  };
}
