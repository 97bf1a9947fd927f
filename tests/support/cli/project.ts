import type { ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { type Emulator, type EmulatorOptions, type JournalEntry, startEmulator } from "../../../emulator";
import { engineEnvironment, ensureEngine } from "../../../tools/pulumi/engine";
import { ensureLanguages } from "../../../tools/pulumi/languages";
import { ensurePython } from "../../../tools/pulumi/python";
import { command, type Ended } from "./command";
import { isOurs, readMessages, readSteps } from "./events";
import { PLUGIN_CLASSES } from "./hosts";
import { installed, SCRATCH } from "./packed";

/** The organization, the token and the employees of the emulator's example. */
export const ORG = "1000001";
export const TOKEN = "test-token";
export const employee = (n: number): string => String(1_130_000_000_000_000 + n);

/** How a `pulumi` command ended. */
export interface Run extends Ended {
  /** What the engine did, or would do, with the resources of this package: `create support`, say. */
  steps: string[];
  /** What was said: `warning sales: …`, with the resource's name where it was said beside one. */
  messages: string[];
  /** What the emulator was asked meanwhile. */
  requests: JournalEntry[];
  /** Those of them that change something. */
  writes: JournalEntry[];
}

export interface ProjectOptions {
  emulator?: EmulatorOptions;
  /** An emulator that runs already. Default: one of the project's own. */
  service?: Emulator;
  /** The version of Pulumi's SDK; default: the current one. */
  sdk?: string;
  /** The folder of the `node` that the engine takes. Default: the one on PATH. */
  node?: () => Promise<string>;
  /**
   * Where the project is, with what it needs installed. Default: a folder below one in which npm has installed the package, and
   * an empty one for other languages than Node.js.
   */
  layout?: () => Promise<Layout>;
  /** The stack's config. Default: the organization; `apiUrl` is always there. */
  config?: Record<string, string>;
  /** The environment's settings. Default: the token. */
  env?: Record<string, string>;
  /** What the program is written in. Default: Node.js; only its projects find the packed package. */
  language?: keyof typeof PROGRAMS;
  /** The file a program of Node.js is in. `index.js` starts fastest. */
  file?: "index.js" | "index.mjs" | "index.ts";
  /** A folder whose files the project begins with; its Pulumi.yaml names the language too. */
  files?: string;
  /** The folder of the provider plugin's executable. Default: none, as for dynamic resources. */
  plugin?: string;
  /** An open project whose program, config and state this one begins with; what its emulator holds is a matter of `emulator`. */
  from?: Project;
}

/** The file that a program is in. */
const PROGRAMS = { nodejs: "index.js", yaml: "Main.yaml", python: "__main__.py", go: "main.go" };

/** A folder from which a program finds the package and Pulumi's SDK. */
export interface Layout {
  folder: string;
  /** What the package manager adds to the environment of the commands that it runs. */
  env?: Record<string, string>;
}

export interface RunOptions {
  stack?: string;
  env?: Record<string, string>;
  /** Is given the process of the CLI as soon as it runs. */
  running?: (cli: ChildProcess) => void;
}

const resource = z.object({
  urn: z.string(),
  id: z.string().optional(),
  type: z.string(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  initErrors: z.array(z.string()).optional(),
});
const mapping = z.record(z.string(), z.unknown());
const exported = z.object({ deployment: z.object({ resources: z.array(z.looseObject(resource.shape)).default([]) }) });

/** A resource as `pulumi stack export` has it. */
export type StateResource = z.infer<typeof exported>["deployment"]["resources"][number];

let projects = 0;

async function below(home: string | Promise<string>): Promise<Layout> {
  return { folder: join(await home, `project-${++projects}`) };
}

/** A Pulumi project that has what its program needs, a stack on disk and an emulator of its own. */
export class Project {
  private folderName = "";
  private around: NodeJS.ProcessEnv = {};
  private running: Emulator | undefined;

  constructor(private readonly options: ProjectOptions) {}

  get folder(): string {
    return this.folderName;
  }

  /** The folder of the state on disk. */
  get backend(): string {
    return join(this.folderName, "state");
  }

  /** The environment of its commands. */
  get environment(): NodeJS.ProcessEnv {
    return this.around;
  }

  /** The stack's state as it is on disk. */
  get stateFile(): string {
    return join(this.backend, ".pulumi/stacks/acceptance/dev.json");
  }

  get emulator(): Emulator {
    if (this.running === undefined) throw new Error("the project is not open");
    return this.running;
  }

  /** The emulated organization's shared mailboxes, delegations and access. */
  get snapshot() {
    return this.emulator.organization(ORG).snapshot();
  }

  async open(): Promise<void> {
    const { folder, env = {} } = await this.layout();
    this.running = this.options.service ?? (await startEmulator(this.options.emulator ?? {}));
    this.folderName = folder;
    mkdirSync(this.backend, { recursive: true });
    const { binDir } = await (this.language === "nodejs" ? ensureEngine() : ensureLanguages());
    const engine = engineEnvironment({ binDir, backendDir: this.backend, home: join(folder, "../pulumi-home") });
    const first = this.language === "python" ? await ensurePython() : await this.options.node?.();
    // The event log is an option for developers of Pulumi.
    this.around = {
      ...engine,
      PATH: [first, engine.PATH].filter(Boolean).join(delimiter),
      // A Go program shares the packages that tools/pulumi has compiled, where their versions are the same.
      GOFLAGS: [engine.GOFLAGS, "-trimpath"].filter(Boolean).join(" "),
      ...env,
      PULUMI_DEBUG_COMMANDS: "true",
      ...(this.options.env ?? { YANDEX360_TOKEN: TOKEN }),
    };
    if (this.options.from !== undefined) {
      this.beginWith(this.options.from);
      return;
    }
    if (this.options.files !== undefined) cpSync(this.options.files, folder, { recursive: true });
    this.write("Pulumi.yaml", stringify(this.settings()));
    if (this.language === "nodejs" && this.options.layout === undefined) {
      this.write("package.json", JSON.stringify({ private: true, main: this.file }));
      this.write("plugin.js", PLUGIN_CLASSES);
    }
    await this.addStack("dev", this.options.config ?? { "yandex360:orgId": ORG });
  }

  private get language(): keyof typeof PROGRAMS {
    return this.options.language ?? "nodejs";
  }

  private get file(): string {
    return this.options.file ?? PROGRAMS[this.language];
  }

  private layout(): Promise<Layout> {
    if (this.options.layout !== undefined) return this.options.layout();
    return below(this.language === "nodejs" ? installed(this.options.sdk) : SCRATCH);
  }

  /** What Pulumi.yaml says: all that the project's own file says, but for the name and the plugin. */
  private settings(): Record<string, unknown> {
    const { files, plugin } = this.options;
    const options = this.language === "nodejs" ? { options: { typescript: this.file.endsWith(".ts") } } : {};
    return {
      runtime: { name: this.language, ...options },
      ...(files !== undefined && mapping.parse(parse(readFileSync(join(files, "Pulumi.yaml"), "utf8")))),
      name: "acceptance",
      ...(plugin !== undefined && { plugins: { providers: [{ name: "yandex360", path: plugin }] } }),
    };
  }

  private beginWith(other: Project): void {
    cpSync(other.folder, this.folder, { recursive: true });
    // The config, and the copies of it in state, name the emulator.
    for (const path of [join(this.folder, "Pulumi.dev.yaml"), ...this.filesOfState().map(({ path }) => path)]) {
      writeFileSync(path, readFileSync(path, "utf8").replaceAll(other.emulator.url, this.emulator.url));
    }
  }

  async close(): Promise<void> {
    if (this.options.service === undefined) await this.running?.close();
  }

  async addStack(name: string, config: Record<string, string>): Promise<void> {
    this.write(`Pulumi.${name}.yaml`, stringify({ config: { "yandex360:apiUrl": this.emulator.url, ...config } }));
    await this.succeed("stack init", { stack: name });
  }

  /** Writes a file of the project. */
  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Writes the program; a CommonJS one has the resource types of its host as `yandex360`. */
  program(source: string): void {
    const { file } = this;
    const types = this.options.plugin === undefined ? "pulumi-yandex360" : "./plugin.js";
    this.write(file, file === "index.js" ? `const yandex360 = require("${types}");\n${source}` : source);
  }

  /** Runs `pulumi <line>`; `up`, `refresh` and `destroy` without asking and without a preview. */
  async run(line: string, { stack = "dev", env = {}, running }: RunOptions = {}): Promise<Run> {
    const [name = "", ...rest] = line.split(" ");
    const operation = ["up", "preview", "refresh", "destroy"].includes(name);
    const log = join(this.folder, "events.json");
    rmSync(log, { force: true });
    const { journal } = this.emulator;
    const before = journal.length;
    const args = [
      ...[name, ...rest, "--non-interactive"],
      ...(name === "stack" && rest[0] === "init" ? [stack] : ["--stack", stack]),
      ...(operation ? ["--color", "never", "--event-log", log] : []),
      ...(operation && name !== "preview" ? ["--yes", "--skip-preview"] : []),
    ];
    const ended = await command("pulumi", args, { cwd: this.folder, env: { ...this.around, ...env }, running });
    const requests = journal.slice(before);
    const steps = existsSync(log) ? readSteps(log, name === "refresh" ? "after" : "before") : [];
    const messages = existsSync(log) ? readMessages(log) : [];
    return { ...ended, steps, messages, requests, writes: requests.filter(({ method }) => method !== "GET") };
  }

  /** As `run`, with Ctrl+C as soon as `moment` has come; `afterwards` is how many seconds later it ended. */
  async interrupt(line: string, moment: () => boolean): Promise<Run & { afterwards: number }> {
    let pressed = Number.NaN;
    const running = (cli: ChildProcess) => {
      const look = setInterval(() => {
        if (moment()) {
          clearInterval(look);
          pressed = performance.now();
          cli.kill("SIGINT");
        }
      }, 5);
      cli.once("close", () => clearInterval(look));
    };
    const run = await this.run(line, { running });
    return { ...run, afterwards: (performance.now() - pressed) / 1000 };
  }

  /** As `run`; another status than 0 is an error that shows what was printed. */
  async succeed(line: string, options?: RunOptions): Promise<Run> {
    const run = await this.run(line, options);
    if (run.code !== 0) throw new Error(`pulumi ${line} ended with status ${run.code}:\n${run.output}`);
    return run;
  }

  /** As `run`; status 0 is an error. */
  async fail(line: string, options?: RunOptions): Promise<Run> {
    const run = await this.run(line, options);
    if (run.code === 0) throw new Error(`pulumi ${line} succeeded:\n${run.output}`);
    return run;
  }

  /** The resources of this package in `pulumi stack export`, by their name in the program. */
  async state(stack = "dev"): Promise<Map<string, StateResource>> {
    const { stdout } = await this.succeed("stack export", { stack });
    const { resources } = exported.parse(JSON.parse(stdout)).deployment;
    const ours = resources.filter(({ type }) => isOurs(type));
    return new Map(ours.map((one) => [one.urn.slice(one.urn.lastIndexOf("::") + 2), one]));
  }

  /** What the program exports. */
  async outputs(): Promise<Record<string, unknown>> {
    return mapping.parse(JSON.parse((await this.succeed("stack output --json")).stdout));
  }

  /** Every file on disk that the engine has written for this project's stacks. */
  filesOfState(): { path: string; text: string }[] {
    return readdirSync(this.backend, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path, text: readFileSync(path, "latin1") }));
  }

  /** A copy of the installed package that only this project has. */
  ownCopy(): string {
    const copy = join(this.folder, "node_modules", "pulumi-yandex360");
    cpSync(join(this.folder, "..", "node_modules", "pulumi-yandex360"), copy, { recursive: true });
    return copy;
  }
}

/** A project for the tests of one `describe`, which are steps of one story. */
export function withProject(options: ProjectOptions = {}): Project {
  const project = new Project(options);
  before(() => project.open());
  after(() => project.close());
  return project;
}
