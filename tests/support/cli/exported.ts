/** What `yandex360 export` writes, and the projects that Pulumi makes of it. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../../emulator";
import { command, type Ended } from "./command";
import { installed } from "./packed";
import { ORG, Project, type ProjectOptions, type RunOptions } from "./project";

/** How a form's program runs. */
export const FORMS = {
  organization: { file: "index.ts" },
  typescript: { file: "index.ts" },
  yaml: { language: "yaml" },
} as const satisfies Record<string, ProjectOptions>;

/** What an export is written as. */
export type Form = keyof typeof FORMS;

/** Runs the packed command in a folder. */
export async function runExport(
  { url }: Emulator,
  args: readonly string[],
  cwd: string,
  token: string,
  running?: RunOptions["running"],
): Promise<Ended> {
  mkdirSync(cwd, { recursive: true });
  const cli = join(await installed(), "node_modules/pulumi-yandex360/dist/cli/index.js");
  const env = { YANDEX360_API_URL: url, YANDEX360_ORG_ID: ORG, YANDEX360_TOKEN: token };
  return command(process.execPath, [cli, "export", ...args], { cwd, env, running });
}

/** The files that the command has written for the stack `dev`, by name. */
export async function exportedFiles(service: Emulator, form: Form, cwd: string, out: string, token: string) {
  const { code, stderr } = await runExport(service, ["--as", form, "--name", "dev", "--out", out], cwd, token);
  if (code !== 0) throw new Error(`yandex360 export --as ${form} ended with status ${code}:\n${stderr}`);
  const folder = join(cwd, out);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/** A project of a folder that was exported, with the package as `npm install` leaves it; its stack is empty. */
export async function openExported(service: Emulator, form: Form, folder: string): Promise<Project> {
  const project = new Project({ ...FORMS[form], service, files: folder });
  await project.open();
  // The texts as they were written, and not what the project has made of them.
  for (const file of readdirSync(folder)) writeExported(project, file, readFileSync(join(folder, file), "utf8"));
  symlinkSync(join(await installed(), "node_modules"), join(project.folder, "node_modules"));
  return project;
}

/** Writes a file of such a project, which has the name that every tried project has. */
export function writeExported(project: Project, file: string, text: string): void {
  project.write(file, text.replace("name: mailboxes\n", "name: acceptance\n"));
}
