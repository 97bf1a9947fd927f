import { strict as assert } from "node:assert";
import { type Source, sourcesIn } from "../../tools/sources";

interface Rule {
  name: string;
  pattern: RegExp;
  in: string[];
  /** Files, or folders, in which the pattern has its place, each with the reason. */
  except?: Readonly<Record<string, string>>;
}

const SHIPPED = ["organization", "provider", "sdk", "emulator", "cli"];

const RULES: Rule[] = [
  {
    name: "got",
    pattern: /["']got["']/,
    in: [...SHIPPED, "tools", "tests", "bench"],
    except: { "provider/api/connection.ts": "the one connection to the service" },
  },
  {
    name: "the environment",
    pattern: /process\.env/,
    in: [...SHIPPED, "tools", "tests", "bench"],
    except: {
      "provider/engine/settings.ts": "reads the settings",
      "cli/pluginFolder.ts": "finds the home of Pulumi",
      "tools/browser.ts": "finds a browser on PATH, and starts it with the person's environment",
      "tools/pulumi/": "finds the engine on PATH, and starts it with the person's environment",
      "tools/demo/nextSteps.ts": "tells whether the engine is on PATH",
      "bench/figures/peers.ts": "scripts are found on PATH",
      "tests/support/cli/command.ts": "a command has the environment of who starts it, unless told otherwise",
      "tests/support/cli/terminal.ts": "the environment that a typed command has left",
      "tests/support/engine/host.ts": "the host has the environment without a real organization's settings",
      "tests/acceptance/pluginProviders.test.ts": "a program in a process of its own",
      "tests/emulator/cli.test.ts": "commands that are pasted into a shell are found on PATH",
      "tests/live/": "a real organization is named in the environment",
      "tests/protocol/proxy.test.ts": "the client in a process of its own needs PATH",
      "tests/serialization/serialization.test.ts": "a program in a process of its own",
      "tests/support/properties.ts": "the seed of the property tests",
      "tests/unit/provider.test.ts": "takes a real organization's settings out, and puts them back",
      "tests/unit/retryTimes.test.ts": "the time zone",
      "tests/unit/settings.test.ts": "settings are read from the environment",
    },
  },
  {
    name: "the time",
    pattern: /setTimeout|setInterval|Date\.now|new Date\(\)/,
    in: ["organization", "provider", "sdk", "tests", "bench"],
    except: {
      "provider/api/clock.ts": "the clock",
      "bench/": "measures time that passes",
      "tests/emulator/cli.test.ts": "looks at what another process prints",
      "tests/emulator/gate.test.ts": "looks at what the emulator has received",
      "tests/live/": "a real service takes its time",
      "tests/protocol/cancel.test.ts": "looks whether anything is sent after the cancellation",
      "tests/protocol/concurrency.test.ts": "looks at what the emulator has received",
      "tests/protocol/gone.test.ts": "the emulator beside a clock that runs faster",
      "tests/protocol/hostile.test.ts": "samples the memory while a reply comes in",
      "tests/reliability/broken.test.ts": "a provider that waits when it must not",
      "tests/reliability/harness/": "real processes that have to end, and how long a figure took",
      "tests/support/cli/project.ts": "waits for the moment to press Ctrl+C",
      "tests/support/engine/clock.ts": "the clock of the emulator beside a real host",
      "tests/unit/engine.test.ts": "a command that never ends by itself",
    },
  },
  {
    name: "an escape from the types",
    pattern: /as any|as unknown as|@ts-/,
    in: [...SHIPPED, "tools", "tests", "bench"],
    except: { "tests/serialization/programs/typed.ts": "a program that must not compile without them" },
  },
  {
    name: "the console",
    pattern: /console\./,
    in: ["organization", "provider", "sdk", "emulator", "bench/figures", "bench/support", "tests/support"],
    except: { "tests/support/engine/package.ts": "prints in a process of its own" },
  },
  {
    name: "a skipped or lonely test",
    pattern: /\b(describe|it|context)\.(skip|only)\b|this\.skip\(|\bx(it|describe)\(/,
    in: ["tests"],
  },
  {
    name: "the service's own bookkeeping",
    pattern:
      /(?<!declarations)\.(runExclusive|forget\w*|invalidate\w*|remember\w*|hold|markRemoved|inTurn)\(|new (KeyedMutex|Inventory|TaskWaiter)\b/,
    in: ["provider/engine", "provider/hosts", "provider/resources", "sdk"],
    except: { "provider/engine/declarations.ts": "tells the service what the program declares" },
  },
  {
    name: "what a Pulumi user has to type",
    pattern: /pulumi (up|refresh|config|preview|destroy|state)\b|yandex360:|YANDEX360_|HTTPS_PROXY/,
    in: ["provider/api"],
  },
  { name: "a type import left out", pattern: /^import (?!type).*from "@pulumi\/pulumi"/, in: ["provider"] },
];

const SELF = "tests/gate/grep.test.ts";

const sourcesOf = (rule: Rule): Source[] => sourcesIn(...rule.in).filter(({ path }) => path !== SELF);

/** A hit stands only where it has its place, or with its reason on the line before: `// gate: <reason>`. */
function hits({ pattern, except = {} }: Rule, { path, lines }: Source): string[] {
  return Object.keys(except).some((place) => path === place || (place.endsWith("/") && path.startsWith(place)))
    ? []
    : lines.flatMap((line, at) =>
        pattern.test(line) && !/\/\/ gate: \S/.test(lines[at - 1] ?? "") ? [`${path}:${at + 1} ${line.trim()}`] : [],
      );
}

describe("the grep gate", () => {
  for (const rule of RULES) {
    it(`finds ${rule.name} only where it belongs`, () => {
      assert.deepEqual(
        sourcesOf(rule).flatMap((source) => hits(rule, source)),
        [],
      );
    });

    it(`makes no exception for ${rule.name} where there is none of it`, () => {
      const unused = Object.keys(rule.except ?? {}).filter(
        (place) => !sourcesOf(rule).some(({ path, text }) => path.startsWith(place) && rule.pattern.test(text)),
      );
      assert.deepEqual(unused, []);
    });
  }

  it("finds a hit and honours a reason, so that it can fail", () => {
    const rule: Rule = { name: "x", pattern: /forbidden/, in: [] };
    const source = (...lines: string[]): Source => ({ path: "a.ts", text: "", lines });
    assert.deepEqual(hits(rule, source("ok", "forbidden()")), ["a.ts:2 forbidden()"]);
    assert.deepEqual(hits(rule, source("// gate: because", "forbidden()")), []);
    assert.deepEqual(hits({ ...rule, except: { "a.ts": "because" } }, source("forbidden()")), []);
    assert.deepEqual(hits({ ...rule, except: { "a/": "because" } }, source("forbidden()")), ["a.ts:1 forbidden()"]);
  });

  it("finds no file over 250 lines in organization, provider and sdk", () => {
    const long = sourcesIn("organization", "provider", "sdk").filter(({ lines }) => lines.length > 250);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });

  it("finds no catch that answers without looking at the error", () => {
    const blind = sourcesIn("organization", "provider", "sdk").flatMap(({ path, text }) =>
      [...text.matchAll(/catch(?: \((\w+)\))? \{([\s\S]*?)\n\s*\}\n/g)]
        .filter(([, name, body]) => name === undefined || (/return/.test(body ?? "") && !(body ?? "").includes(name)))
        .map(([catching]) => `${path}: ${catching}`),
    );
    assert.deepEqual(blind, []);
  });
});
