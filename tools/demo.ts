/** `npm run demo`: a real `pulumi up` of the root project's stack acme on the emulator. It leaves nothing behind. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoSeed, startEmulator } from "../emulator";
import { interruption } from "./demo/interruption";
import { nextSteps } from "./demo/nextSteps";
import { makeStack } from "./demo/stack";
import { whoHasAccess } from "./demo/whoHasAccess";
import { ensureEngine } from "./pulumi/engine";

const TOKEN = "demo-token";
const ORGANIZATION = "1000001";
const TASK_DURATION = 300;

async function demo(): Promise<void> {
  requireBuild();
  const engine = await ensureEngine();
  const stop = interruption();
  const folder = await mkdtemp(join(tmpdir(), "yandex360-demo-"));
  const emulator = await startEmulator({ seed: demoSeed, taskDurationMs: TASK_DURATION });
  try {
    console.log(`Pulumi ${engine.version} in ${engine.binDir}, the Yandex 360 emulator at ${emulator.url}`);
    const stack = await makeStack({ name: "acme", folder, engine, apiUrl: emulator.url, token: TOKEN, stop });
    await stack.show("preview");
    await stack.show("up", "--yes", "--skip-preview");
    const table = await whoHasAccess({ apiUrl: emulator.url, token: TOKEN, orgId: ORGANIZATION, stop });
    console.log(
      `\nWho has access to what, as the service tells it (of each role, what follows shared_mailbox_):\n\n${table}`,
    );
    console.log(`\n${nextSteps({ engine, token: TOKEN, orgId: ORGANIZATION, taskDuration: TASK_DURATION })}`);
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The program runs the built package, as it will run the installed one. */
function requireBuild(): void {
  try {
    require.resolve("pulumi-yandex360/provider");
  } catch {
    throw new Error("the package is not built: run `npm run build`, then try again");
  }
}

demo().catch((error: unknown) => {
  console.error(`demo: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
