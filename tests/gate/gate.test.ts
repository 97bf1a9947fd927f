import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Runs a tool of the project; what it prints is what the failure shows. */
function passes(tool: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(join(ROOT, "node_modules/.bin", tool), args, {
    cwd: ROOT,
    encoding: "utf8",
  });
  assert.equal(status, 0, `${tool} ${args.join(" ")}\n${stdout}${stderr}`);
}

describe("the gate", function () {
  this.timeout(120_000);

  it("types hold everywhere, tests and examples too", () => passes("tsc", "--noEmit", "-p", "tsconfig.json"));

  it("types hold in the report's page, which runs in a browser", () =>
    passes("tsc", "--noEmit", "-p", "cli/report/page"));

  it("formatter and linter have nothing to say", () => passes("biome", "check", "--error-on-warnings", "."));

  it("imports follow the arrows", () =>
    passes(
      "depcruise",
      "--config",
      ".dependency-cruiser.cjs",
      "organization",
      "provider",
      "sdk",
      "emulator",
      "cli",
      "examples",
      "tools",
      "tests",
      "bench",
    ));
});
