import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { succeed } from "../../tests/support/cli/command";
import { PLUGIN_CLASSES } from "../../tests/support/cli/hosts";
import { installed } from "../../tests/support/cli/packed";
import { engineEnvironment, ensureEngine } from "../../tools/pulumi/engine";
import { ensureLanguages } from "../../tools/pulumi/languages";
import { PeakMemory } from "./memory";
import { noopPlugin, ourPlugin } from "./plugins";
import type { Program } from "./programs";
import { ORG, TOKEN } from "./service";

/** How a command of the engine went. */
export interface Run {
  seconds: number;
  /** Processor seconds of the engine, the program and the plugin; what else the machine does hardly shows in them. */
  cpu: number;
  stdout: string;
  /** The most memory that the plugin's process ever held, in MB; 0 where that cannot be known. */
  pluginMegabytes: number;
}

export interface StackOptions {
  program: Program;
  /** The service's address; none for a program that needs no service. */
  url?: string;
  /** Whether the engine writes the state after each step, as it does by default. */
  checkpoints: boolean;
  /** More of the environment. */
  env?: Record<string, string>;
  /** A folder that has the packages in its node_modules. Default: where npm has installed the packed package. */
  home?: string;
}

/** Runs a command; the last line of stderr says how much processor time it and its children took. */
const TIMED = '"$@"; code=$?; times >&2; exit $code';

let stacks = 0;

/** A project with a new stack on disk. */
export class Stack {
  private constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  static async make({ program, url, checkpoints, env: more = {}, home: given }: StackOptions): Promise<Stack> {
    const home = given ?? (await installed());
    const { source, host, language = "nodejs", waits } = program;
    const { binDir } = await (language === "nodejs" ? ensureEngine() : ensureLanguages());
    const folder = join(home, `stack-${++stacks}`);
    const backendDir = join(folder, "state");
    mkdirSync(backendDir, { recursive: true });
    const env = {
      ...engineEnvironment({ binDir, backendDir, home: join(home, "engine-home") }),
      YANDEX360_TOKEN: TOKEN,
      ...(checkpoints ? {} : { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
      ...more,
    };
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
    const options = language === "nodejs" ? { options: { typescript: false } } : {};
    const settings = { name: "bench", runtime: { name: language, ...options } };
    if (host === "plugin") {
      const path = await (waits === undefined ? ourPlugin() : noopPlugin(waits));
      write("Pulumi.yaml", stringify({ ...settings, plugins: { providers: [{ name: "yandex360", path }] } }));
      write("plugin.js", PLUGIN_CLASSES);
    } else {
      write("Pulumi.yaml", stringify(settings));
    }
    write("package.json", JSON.stringify({ private: true, main: "index.js" }));
    write(language === "nodejs" ? "index.js" : "Main.yaml", source);
    write(
      "Pulumi.dev.yaml",
      stringify({ config: { "yandex360:orgId": ORG, "yandex360:apiUrl": url ?? "https://localhost" } }),
    );
    const stack = new Stack(folder, env);
    await stack.run("stack", "init", "dev");
    return stack;
  }

  up(...options: string[]): Promise<Run> {
    return this.run("up", "--yes", "--skip-preview", "--stack", "dev", ...options);
  }

  preview(): Promise<Run> {
    return this.run("preview", "--stack", "dev");
  }

  refresh(): Promise<Run> {
    return this.run("refresh", "--yes", "--skip-preview", "--stack", "dev");
  }

  async export(): Promise<unknown> {
    return JSON.parse((await this.run("stack", "export", "--stack", "dev")).stdout);
  }

  private async run(...args: string[]): Promise<Run> {
    const pulumi = ["pulumi", ...args, "--non-interactive", "--color", "never"];
    let memory: PeakMemory | undefined;
    try {
      const { seconds, stdout, stderr } = await succeed("sh", ["-c", TIMED, "sh", ...pulumi], {
        cwd: this.folder,
        env: this.env,
        running: ({ pid = 0 }) => {
          memory = new PeakMemory(pid);
        },
      });
      return { seconds, cpu: cpuOf(stderr), stdout, pluginMegabytes: memory?.end() ?? 0 };
    } finally {
      memory?.end();
    }
  }
}

/** The last line that `times` prints: user and system time of the children, such as `1m2.5s 0m3.1s`. */
function cpuOf(stderr: string): number {
  const last = stderr.trimEnd().split("\n").at(-1) ?? "";
  return [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
