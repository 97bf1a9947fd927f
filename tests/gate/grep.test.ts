import { strict as assert } from "node:assert";
import { type Source, sourcesIn } from "../../tools/sources";

interface Rule {
  name: string;
  pattern: RegExp;
  in: string[];
  /** Files in which the pattern is what they are for. */
  except?: string[];
}

const SHIPPED = ["provider", "sdk", "emulator", "cli"];

const RULES: Rule[] = [
  { name: "got", pattern: /["']got["']/, in: SHIPPED, except: ["provider/api/connection.ts"] },
  {
    name: "the environment",
    pattern: /process\.env/,
    in: ["provider", "sdk", "emulator"],
    except: ["provider/engine/settings.ts"],
  },
  {
    name: "the time",
    pattern: /setTimeout|setInterval|Date\.now|new Date\(\)/,
    in: ["provider", "sdk"],
    except: ["provider/service/tasks.ts", "provider/api/http.ts", "provider/api/clock.ts"],
  },
  { name: "an escape from the types", pattern: /as any|as unknown as|@ts-/, in: ["provider", "sdk"] },
  { name: "the console", pattern: /console\./, in: ["provider", "sdk"] },
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
    except: ["provider/engine/declarations.ts"],
  },
  { name: "a type import left out", pattern: /^import (?!type).*from "@pulumi\/pulumi"/, in: ["provider"] },
];

/** A hit stands only with its reason on the line before: `// gate: <reason>`. */
function hits({ pattern, except = [] }: Rule, { path, lines }: Source): string[] {
  return except.includes(path)
    ? []
    : lines.flatMap((line, at) =>
        pattern.test(line) && !/\/\/ gate: \S/.test(lines[at - 1] ?? "") ? [`${path}:${at + 1} ${line.trim()}`] : [],
      );
}

describe("the grep gate", () => {
  for (const rule of RULES) {
    it(`finds ${rule.name} only where it belongs`, () => {
      const found = sourcesIn(...rule.in).flatMap((source) =>
        source.path === "tests/gate/grep.test.ts" ? [] : hits(rule, source),
      );
      assert.deepEqual(found, []);
    });
  }

  it("finds a hit and honours a reason, so that it can fail", () => {
    const rule: Rule = { name: "x", pattern: /forbidden/, in: [] };
    const source = (...lines: string[]): Source => ({ path: "a.ts", text: "", lines });
    assert.deepEqual(hits(rule, source("ok", "forbidden()")), ["a.ts:2 forbidden()"]);
    assert.deepEqual(hits(rule, source("// gate: because", "forbidden()")), []);
  });

  it("finds no file over 250 lines in provider and sdk", () => {
    const long = sourcesIn("provider", "sdk").filter(({ lines }) => lines.length > 250);
    assert.deepEqual(
      long.map(({ path }) => path),
      [],
    );
  });

  it("finds no catch that answers without looking at the error", () => {
    const blind = sourcesIn("provider", "sdk").flatMap(({ path, text }) =>
      [...text.matchAll(/catch(?: \((\w+)\))? \{([\s\S]*?)\n\s*\}\n/g)]
        .filter(([, name, body]) => name === undefined || (/return/.test(body ?? "") && !(body ?? "").includes(name)))
        .map(([catching]) => `${path}: ${catching}`),
    );
    assert.deepEqual(blind, []);
  });
});
