/**
 * Records what the version in package.json writes: its state and its provider texts. To be run once for each release, with
 * `npx tsx tests/upgrade/record.ts`; a version that has been recorded is not recorded again.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { succeed } from "../support/cli/command";
import { REPOSITORY } from "../support/cli/packed";
import { ORG } from "../support/cli/project";
import { CONTENT, currentTexts, RecordedProject, STATES, VERSION } from "./recording";

async function record(): Promise<void> {
  const file = join(STATES, `${VERSION}.json`);
  if (existsSync(file)) throw new Error(`${VERSION} has been recorded, and what a release wrote never changes`);
  const project = new RecordedProject({});
  await project.open();
  try {
    await project.succeed("up");
    const organization = project.emulator.organization(ORG).snapshot();
    assert.deepEqual(organization, CONTENT);
    const { stdout } = await project.succeed("stack export");
    mkdirSync(STATES, { recursive: true });
    writeFileSync(file, stdout);
    const texts = join(STATES, `${VERSION}.texts.json`);
    writeFileSync(texts, `${JSON.stringify(await currentTexts(), null, 2)}\n`);
    // The gate checks the form of these files, too.
    await succeed("npx", ["biome", "format", "--write", file, texts], { cwd: REPOSITORY });
  } finally {
    await project.close();
  }
  process.stdout.write(`${VERSION} is recorded\n`);
}

record().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
