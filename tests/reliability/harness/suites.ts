/** Figures that a part of the test suite holds: the command runs its files, and shows what they print. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { command } from "../../support/cli/command";
import type { Figure, Measure } from "./figures";

const ROOT = join(__dirname, "../../..");

/** A part of the test suite. */
interface Suite {
  /** What it tests, for the line that counts. */
  about: string;
  /** Its files; a folder stands for all in it. */
  files: readonly string[];
}

const HOLDERS: Readonly<Record<string, Suite>> = {
  R4: { about: "Ctrl+C with the real engine", files: ["tests/acceptance/cancel.test.ts"] },
  R5: { about: "the lifecycles with the real engine, with request counts", files: ["tests/acceptance"] },
  R7: { about: "the recorded state of every released version", files: ["tests/upgrade"] },
  E1: { about: "the emulator's records, its switches and the help pages", files: ["tests/honesty", "tests/emulator"] },
  S4: { about: "the supply chain", files: ["tests/supply"] },
};

/** The figures by name. Each has one form, the whole one. */
export const SUITES: Readonly<Record<string, Measure>> = Object.fromEntries(
  Object.entries(HOLDERS).map(([name, suite]) => [name, () => run(name, suite)]),
);

/** How many of the suite's tests passed, and the lines of the figure that they print. */
async function run(name: string, { about, files }: Suite): Promise<Figure> {
  const mocha = [require.resolve("mocha/bin/mocha.js"), ...files.flatMap(testsIn)];
  const { output } = await command(process.execPath, mocha, { cwd: ROOT });
  const ended = /^(\d+) passed, (\d+) failed$/m.exec(output);
  const [passed, failed] = [Number(ended?.[1] ?? 0), Number(ended?.[2] ?? 0)];
  const printed = output.split("\n").map((line) => line.trim());
  return {
    lines: [
      `${name}: ${passed} of ${passed + failed} tests of ${about} passed`,
      ...printed.filter((line) => line.startsWith(`${name}: `)),
    ],
    failures: passed > 0 && failed === 0 ? [] : [`the tests failed:\n${output.slice(-3000)}`],
  };
}

function testsIn(place: string): string[] {
  return place.endsWith(".ts")
    ? [place]
    : readdirSync(join(ROOT, place))
        .filter((file) => file.endsWith(".test.ts"))
        .map((file) => `${place}/${file}`);
}
