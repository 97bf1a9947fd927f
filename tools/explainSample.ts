/** `yandex360 explain` on a real preview: the sample organization on the demo emulator, with a change that somebody should look at twice. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, startEmulator } from "../emulator";
import { engineEnvironment, ensureEngine } from "./pulumi/engine";
import { ROOT } from "./sources";

/** What is typed: an explanation for a terminal, and one for a pull request. */
export const SAMPLE_COMMANDS = [
  "pulumi preview --json > preview.json",
  "npx yandex360 explain preview.json",
  "npx yandex360 explain preview.json --format markdown > comment.md",
] as const;

/** What the file says before the edit, so that the preview does not fail: what is protected cannot be deleted. */
export const UNPROTECTED = "protect: false";

const PROGRAM = `exports.mailboxes = new (require("pulumi-yandex360").Organization)("organization").mailboxes;\n`;
const FILE = "organization.acme.yaml";

/** What the explanation shows: each text of the file, and what stands there afterwards. */
const CHANGES: readonly [from: RegExp, to: string][] = [
  [
    / {2}invoices:\n[\s\S]*?\n\n/,
    "  jobs:\n    email: jobs@acme.example\n    name: Вакансии\n    access:\n      nina.golubeva@acme.example: [owner]\n\n",
  ],
  [/ {6}vera.kuznetsova@acme.example: \[owner\]\n/, ""],
  [
    /egor.lebedev@acme.example: \[owner\]/,
    "egor.lebedev@acme.example: [reader]\n      zhanna.kozlova@acme.example: [owner]",
  ],
  [/ {2}anna.smirnova@acme.example:\n[\s\S]*?\n {2}cfo/, "  cfo"],
  [/ {6}irina.morozova@acme.example: \[reader, sender\]\n/, ""],
];

/** What the commands print. */
export interface Sample {
  text: string;
  markdown: string;
  /** The exit status of the explanation. */
  status: number | null;
}

/** Runs a real `up` and a real preview, and explains it. Needs `npm run build`. */
export async function explainSample(): Promise<Sample> {
  const { binDir } = await ensureEngine();
  const folder = mkdtempSync(join(tmpdir(), "yandex360-explain-"));
  const emulator = await startEmulator({ seed: demoSeed });
  try {
    mkdirSync(join(folder, "state"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    cpSync(join(ROOT, "Pulumi.acme.yaml"), join(folder, "Pulumi.acme.yaml"));
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      "name: mailboxes\nruntime: { name: nodejs, options: { typescript: false } }\n",
    );
    writeFileSync(join(folder, "package.json"), '{ "private": true, "main": "index.js" }');
    writeFileSync(join(folder, "index.js"), PROGRAM);
    const before = `${readFileSync(join(ROOT, FILE), "utf8")}\n${UNPROTECTED}\n`;
    writeFileSync(join(folder, FILE), before);
    const env = {
      ...engineEnvironment({ binDir, backendDir: join(folder, "state"), home: join(folder, "home") }),
      ...{ YANDEX360_API_URL: emulator.url, YANDEX360_ORG_ID: "1000001", YANDEX360_TOKEN: "demo-token" },
      PULUMI_STACK: "acme",
    };
    const type = (line: string) => run(line, folder, env);
    await type("pulumi stack init acme && pulumi up --yes --skip-preview --non-interactive");
    writeFileSync(join(folder, FILE), changed(before));
    const [preview, text, markdown] = SAMPLE_COMMANDS;
    await type(preview);
    const told = await type(text);
    await type(markdown);
    return { text: told.stdout, status: told.status, markdown: readFileSync(join(folder, "comment.md"), "utf8") };
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function changed(file: string): string {
  return CHANGES.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`${FILE} has no ${from} any more: change tools/explainSample.ts`);
    return text.replace(from, to);
  }, file);
}

async function run(
  line: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ stdout: string; status: number | null }> {
  const child = spawn("sh", ["-c", line], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  await once(child, "close");
  const status = child.exitCode;
  if (status !== 0 && (status !== 1 || line.startsWith("pulumi"))) {
    throw new Error(`${line} ended with status ${status}:\n${stdout}${stderr}`);
  }
  return { stdout, status };
}
