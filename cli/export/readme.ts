/** The README of an export: what it is, what to type next, and how it goes on. */
import type { Exported } from "./exported";

/** What an export can be written as. */
export const FORMS = ["organization", "typescript", "yaml"] as const;

/** What an export is written as. */
export type Form = (typeof FORMS)[number];

/** The commands that take an export over, typed in its folder. */
export function nextCommands({ name }: Pick<Exported, "name">): string[] {
  return [
    "npm install",
    `pulumi stack init ${name}`,
    "pulumi config set --secret yandex360:token",
    "pulumi import --file import.json --generate-code=false",
    "pulumi preview",
    "pulumi up",
  ];
}

/** The text of README.md. */
export function readme(exported: Exported, form: Form): string {
  const { survey, name } = exported;
  const count = (kind: "shared" | "delegated") => survey.mailboxes.filter((mailbox) => mailbox.kind === kind).length;
  const program = { organization: `organization.${name}.yaml`, typescript: "index.ts", yaml: "Pulumi.yaml" }[form];
  return `# The mailboxes of ${plainText(survey.orgName ?? `organization ${survey.orgId}`)}

\`yandex360 export\` has read organization ${survey.orgId} and written this Pulumi project: ${count("shared")} shared and
${count("delegated")} delegated mailboxes, with everybody who has access. It has changed nothing.

## Take the organization over

Type in this folder:

\`\`\`sh
${nextCommands(exported).join("\n")}
\`\`\`

The third command asks for the token. \`pulumi import\` writes the state and sends no change; it protects everything until the first
\`pulumi up\`, which leaves the protection as the program has it. ${FIRST_PREVIEW[form]}
The preview counts everything as \`unchanged\` all the same, and so does \`pulumi refresh\`: nothing changes at the service.
With more than some hundred mailboxes, set \`PULUMI_EXPERIMENTAL=true\` and \`PULUMI_SKIP_CHECKPOINTS=true\` for the import: Pulumi then
writes its state once.

## Go on

${GO_ON[form](program)}

Access that somebody gives outside Pulumi shows with \`pulumi preview --refresh\`.

## Try a change on a copy

\`emulator.yaml\` has all mailboxes and everybody's name and address, without groups and departments; \`.gitignore\` keeps it out of
the repository.

\`\`\`sh
npx yandex360 emulator --from-export .
\`\`\`

## Files

| File | What it is |
|---|---|
${filesOf(form, program, name)}
`;
}

const PROTECTED_ACCESS = "Until then, the preview shows `[diff: ~protect]` beside access";

/** What the preview shows before the first update. */
const FIRST_PREVIEW: Readonly<Record<Form, string>> = {
  organization: `${PROTECTED_ACCESS} and the organization, and \`+ mailboxes\` among the outputs.`,
  typescript: `${PROTECTED_ACCESS}.`,
  yaml: `${PROTECTED_ACCESS}.`,
};

const GO_ON: Readonly<Record<Form, (program: string) => string>> = {
  organization: (
    program,
  ) => `Edit \`${program}\`, look at the preview, and bring it up. People are named by address; somebody who has left, is blocked or is not in
the directory is named by id, and the preview warns of them. Where a list of people repeats itself, make a team of it.

\`\`\`sh
npx yandex360 check ${program}
pulumi preview
pulumi up
\`\`\`

To bring into the file what was changed outside Pulumi, with its comments and its order, and to see what to type next:

\`\`\`sh
npx yandex360 export --update ${program}
\`\`\``,
  typescript: (
    program,
  ) => `Edit \`${program}\`, look at the preview, and bring it up. \`people\` has everybody who has access: a name of yours for each employee id.

\`\`\`sh
pulumi preview
pulumi up
\`\`\``,
  yaml: (
    program,
  ) => `Edit \`${program}\`, look at the preview, and bring it up. A comment beside each id says whose it is.

\`\`\`sh
pulumi preview
pulumi up
\`\`\``,
};

function filesOf(form: Form, program: string, name: string): string {
  const what: Record<string, string> = {
    organization: "the mailboxes and who has access",
    typescript: "the program: the mailboxes and who has access",
    yaml: "the project and its resources: the mailboxes and who has access",
  };
  const rows: [string, string][] = [
    [program, what[form] ?? ""],
    ...(form === "organization" ? [["index.ts", "the program, which reads that file"] satisfies [string, string]] : []),
    ...(form === "yaml" ? [] : [["Pulumi.yaml", "the project"] satisfies [string, string]]),
    [`Pulumi.${name}.yaml`, "the settings of the stack; the token is added to it, encrypted"],
    ["import.json", "what `pulumi import` needs, once"],
    ["package.json", "what `npm install` installs"],
    ...(form === "yaml" ? [] : [["tsconfig.json", "the settings of TypeScript"] satisfies [string, string]]),
    ["emulator.yaml", "the copy for the emulator"],
  ];
  return rows.map(([file, text]) => `| \`${file}\` | ${text} |`).join("\n");
}

/** A name without what Markdown would take for something else. */
function plainText(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|!&]/g, "\\$&");
}
