import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheRoot, fill, kept } from "../../tools/pulumi/cache";
import { engineEnvironment, firstEngine } from "../../tools/pulumi/engine";
import { goTooOld } from "../../tools/pulumi/goProgram";
import { COMPANIONS, onPath, type Probes } from "../../tools/pulumi/inspect";
import { LANGUAGES, withLanguages } from "../../tools/pulumi/languages";
import { type Progress, showProgress } from "../../tools/pulumi/progress";
import { run } from "../../tools/pulumi/run";
import { ENGINE_VERSION, isAtLeast, versionProblem } from "../../tools/pulumi/version";
import type { Attempt, Engine, Way } from "../../tools/pulumi/way";
import { ROOT } from "../../tools/sources";

const silent: Progress = { stage: () => undefined, tick: () => undefined };

describe("engine: versions", () => {
  it("compares numbers, not text", () => {
    assert.equal(isAtLeast("v3.255.0", "3.255.0"), true);
    assert.equal(isAtLeast("v3.1000.0", "3.255.0"), true);
    assert.equal(isAtLeast("v3.99.9", "3.255.0"), false);
    assert.equal(isAtLeast("go1.26", "1.25.11"), true);
    assert.equal(isAtLeast("go1.25.3", "1.25.11"), false);
    assert.equal(isAtLeast("", "1.25.11"), false);
  });

  it("puts a pre-release before its release", () => {
    assert.equal(isAtLeast("v3.255.0-alpha.1", "3.255.0"), false);
    assert.equal(isAtLeast("v3.256.0-alpha.1", "3.255.0"), true);
  });

  it("says why a Pulumi cannot be used", () => {
    assert.equal(versionProblem("v3.259.0"), undefined);
    assert.equal(versionProblem("v3.254.9"), "it is v3.254.9, older than 3.255.0");
    assert.equal(versionProblem("v4.0.0"), "it is v4.0.0, and only Pulumi 3 is supported");
    assert.equal(versionProblem("hello"), 'it does not tell its version ("hello")');
  });

  it("names the Go that is needed", () => {
    assert.equal(goTooOld("go1.26.8", "1.25.11"), undefined);
    assert.match(goTooOld("go1.24.3", "1.25.11") ?? "", /^go1\.24\.3 is too old: Go 1\.25\.11 is needed/);
  });
});

describe("engine: what is on PATH", () => {
  /** A machine with the executables `files`; its `pulumi version` says `text`. */
  function machine(files: string[], text = "v3.260.0"): Probes & { asked: string[] } {
    const asked: string[] = [];
    return {
      asked,
      isExecutable: async (file) => files.includes(file),
      version: async (pulumi) => {
        asked.push(pulumi);
        return { text };
      },
    };
  }
  const complete = ["/a/pulumi", ...COMPANIONS.map((name) => `/b/${name}`)];

  it("takes a Pulumi whose companions are elsewhere on PATH", async () => {
    assert.deepEqual(await onPath("/x:/a:/b", machine(complete)).ready(), {
      engine: { binDir: "/a", version: "3.260.0", source: "path" },
    });
  });

  it("does not start a Pulumi without its language host", async () => {
    const probes = machine(["/a/pulumi"]);
    assert.deepEqual(await onPath("/a:/b", probes).ready(), {
      reason: "/a/pulumi is without pulumi-language-nodejs",
    });
    assert.deepEqual(probes.asked, []);
  });

  it("refuses an old one, and one that does not run", async () => {
    assert.deepEqual(await onPath("/a:/b", machine(complete, "v3.216.0")).ready(), {
      reason: "/a/pulumi: it is v3.216.0, older than 3.255.0",
    });
    const broken: Probes = { ...machine(complete), version: async () => ({ problem: "ended by SIGILL" }) };
    assert.deepEqual(await onPath("/a:/b", broken).ready(), { reason: "/a/pulumi does not run: ended by SIGILL" });
  });

  it("says so when there is none", async () => {
    assert.deepEqual(await onPath("", machine(complete)).ready(), { reason: "there is no pulumi" });
  });
});

describe("engine: the languages", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "yandex360-languages-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("takes the hosts that are beside the engine, and makes nothing", async () => {
    for (const name of LANGUAGES) await writeFile(join(folder, name), "", { mode: 0o755 });
    const engine: Engine = { binDir: folder, version: "3.260.0", source: "path" };
    assert.equal(await withLanguages(engine, silent, join(folder, "cache")), engine);
    assert.deepEqual((await readdir(folder)).sort(), [...LANGUAGES].sort());
  });

  it("pins every Python package to its hashes, and Pulumi to the engine's version", async () => {
    const text = await readFile(join(ROOT, "tools/pulumi/python/requirements.txt"), "utf8");
    const pins = text.replaceAll(/^#.*\n/gm, "").split(/\n(?=\S)/);
    assert.deepEqual(
      pins.filter((pin) => !/^[\w-]+==\d[\w.]*( \\\n {4}--hash=sha256:[0-9a-f]{64})+\n?$/.test(pin)),
      [],
    );
    assert.ok(pins.some((pin) => pin.startsWith(`pulumi==${ENGINE_VERSION} `)));
  });

  it("generates SDKs with the engine's version of Pulumi's generator", async () => {
    const module = await readFile(join(ROOT, "tools/pulumi/sdk-generator/go.mod"), "utf8");
    assert.match(module, new RegExp(`^\\s*github\\.com/pulumi/pulumi/pkg/v3 v${ENGINE_VERSION}$`, "m"));
  });
});

describe("engine: the order of the ways", () => {
  /** Three ways; `ready` and `obtainable` name those that succeed. `steps` records what was tried. */
  function three(ready: string[], obtainable: string[]): { ways: Way[]; steps: string[] } {
    const steps: string[] = [];
    const attempt = (step: string, title: string, succeeds: boolean): Promise<Attempt> => {
      steps.push(`${step} ${title}`);
      return Promise.resolve(
        succeeds
          ? { engine: { binDir: `/${title}`, version: "3.259.0", source: "path" } }
          : { reason: `${step} of ${title} failed` },
      );
    };
    const ways = ["PATH", "npm", "Go"].map((title): Way => {
      const way: Way = { title, ready: () => attempt("look", title, ready.includes(title)) };
      if (title !== "PATH") way.obtain = () => attempt("obtain", title, obtainable.includes(title));
      return way;
    });
    return { ways, steps };
  }

  it("prefers PATH", async () => {
    const { ways, steps } = three(["PATH", "npm", "Go"], []);
    assert.equal((await firstEngine(ways, silent)).binDir, "/PATH");
    assert.deepEqual(steps, ["look PATH"]);
  });

  it("takes what an earlier run has built before it tries a download", async () => {
    const { ways, steps } = three(["Go"], ["npm"]);
    assert.equal((await firstEngine(ways, silent)).binDir, "/Go");
    assert.deepEqual(steps, ["look PATH", "look npm", "look Go"]);
  });

  it("downloads before it builds", async () => {
    const { ways, steps } = three([], ["npm", "Go"]);
    assert.equal((await firstEngine(ways, silent)).binDir, "/npm");
    assert.deepEqual(steps.slice(3), ["obtain npm"]);
  });

  it("builds where there is no download", async () => {
    const { ways, steps } = three([], ["Go"]);
    assert.equal((await firstEngine(ways, silent)).binDir, "/Go");
    assert.deepEqual(steps.slice(3), ["obtain npm", "obtain Go"]);
  });

  it("names all three ways, and why each failed, in one error", async () => {
    const { ways } = three([], []);
    const go = ways[2];
    if (go) go.obtain = () => Promise.reject(new Error("no space left on device"));
    await assert.rejects(firstEngine(ways, silent), (error: Error) => {
      assert.match(error.message, /^ {2}PATH: look of PATH failed$/m);
      assert.match(error.message, /^ {2}npm: obtain of npm failed$/m);
      assert.match(error.message, /^ {2}Go: no space left on device$/m);
      return true;
    });
  });
});

describe("engine: the cache", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "engine-cache-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function make(scratch: string, text: string): Promise<{ keep: string }> {
    const keep = join(scratch, "engine");
    await mkdir(keep);
    await writeFile(join(keep, "file"), text);
    return { keep };
  }

  it("lets the first of two processes win, and leaves nothing behind", async () => {
    let release = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const [slow, quick] = await Promise.all([
      fill(root, "v1", async (scratch) => {
        await first;
        return make(scratch, "slow");
      }),
      fill(root, "v1", (scratch) => make(scratch, "quick")).finally(() => release()),
    ]);
    assert.deepEqual(slow, { keep: join(root, "v1") });
    assert.deepEqual(quick, slow);
    assert.equal(await readFile(join(root, "v1", "file"), "utf8"), "quick");
    assert.deepEqual(await readdir(root), ["v1"]);
  });

  it("keeps nothing of a failure", async () => {
    assert.deepEqual(await fill(root, "v1", async () => ({ reason: "no network" })), { reason: "no network" });
    const thrown = async (scratch: string): Promise<{ keep: string }> => {
      await make(scratch, "half");
      throw new Error("no space left on device");
    };
    await assert.rejects(fill(root, "v1", thrown), /no space left/);
    assert.deepEqual(await readdir(root), []);
  });

  it("makes what it keeps once, and throws the reason of a failure", async () => {
    const made = await kept(root, "v1", (scratch) => make(scratch, "first"));
    assert.equal(await kept(root, "v1", (scratch) => make(scratch, "second")), made);
    assert.equal(await readFile(join(made, "file"), "utf8"), "first");
    await assert.rejects(
      kept(root, "v2", async () => ({ reason: "no network" })),
      /^Error: no network$/,
    );
  });

  it("is where the environment says, if that is an absolute path", () => {
    assert.equal(cacheRoot({ XDG_CACHE_HOME: "/c" }), "/c/pulumi-yandex360/engine");
    assert.match(cacheRoot({ XDG_CACHE_HOME: "c" }), /\/\.cache\/pulumi-yandex360\/engine$/);
  });
});

describe("engine: commands with limits", () => {
  const node = (code: string, options: Partial<Parameters<typeof run>[2]> = {}) =>
    run(process.execPath, ["-e", code], { limit: 20_000, ...options });

  it("gives the output of a command, and one line for a failure", async () => {
    assert.deepEqual(await node("console.log(1)"), { stdout: "1\n" });
    const failed = await node("console.error('first'); console.error('last'); process.exitCode = 3");
    assert.equal(failed.problem, "status 3: last");
    assert.equal((await run("no-such-command", [], { limit: 20_000 })).problem, "no no-such-command on PATH");
  });

  it("ends a command that takes too long or stands still", async () => {
    const forever = "setInterval(() => {}, 1000)";
    assert.equal((await node(forever, { limit: 1 })).problem, "not done after 0 s");
    assert.equal((await node(forever, { growth: () => 1, stall: 1 })).problem, "no progress for 0 s");
  });
});

describe("engine: progress", () => {
  function shown(isTTY: boolean): string {
    let written = "";
    let time = 0;
    const output = {
      isTTY,
      write: (text: string) => {
        written += text;
      },
    };
    const progress = showProgress(output, () => time);
    progress.stage("building");
    for (time of [10_000, 20_000, 95_000]) progress.tick(`${time / 1000} packages`);
    progress.end();
    return written;
  }

  it("is one changing line on a terminal", () => {
    assert.equal(
      shown(true),
      "building\n\r10 packages, 10 s\x1b[K\r20 packages, 20 s\x1b[K\r95 packages, 1 min 35 s\x1b[K\n",
    );
  });

  it("is a line now and then elsewhere", () => {
    assert.equal(shown(false), "building\n95 packages, 1 min 35 s\n");
  });
});

describe("engine: environment of a stack on disk", () => {
  it("puts the engine first and drops the settings of another Pulumi and of a real organization", () => {
    const env = engineEnvironment(
      { binDir: "/engine/bin", backendDir: "/a folder", home: "/home" },
      {
        PATH: "/usr/bin",
        HOME: "/me",
        PULUMI_ACCESS_TOKEN: "secret",
        PULUMI_STACK: "production",
        YANDEX360_TOKEN: "real",
      },
    );
    assert.deepEqual(env, {
      HOME: "/me",
      PATH: "/engine/bin:/usr/bin",
      PULUMI_BACKEND_URL: "file:///a%20folder",
      PULUMI_CONFIG_PASSPHRASE: "a stack on disk",
      PULUMI_HOME: "/home",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });
});
