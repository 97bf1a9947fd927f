/** `npm run samples`: the picture of the report in the README, from a real run on the emulator. Run it by hand after a build. */
import { execFile } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { demoSeed, startEmulator } from "../emulator";
import { startBrowser } from "./browser";
import { interruption } from "./demo/interruption";
import { makeStack } from "./demo/stack";
import { ensureEngine } from "./pulumi/engine";
import { ROOT } from "./sources";

const ORGANIZATION = "1000001";
const TOKEN = "demo-token";
const IMAGES = join(ROOT, "docs/images");
const SIZE = { width: 1200, height: 860 };

async function screenshots(): Promise<void> {
  const engine = await ensureEngine();
  const folder = await mkdtemp(join(tmpdir(), "yandex360-screenshots-"));
  const emulator = await startEmulator({ seed: untidySeed() });
  try {
    const place = { apiUrl: emulator.url, token: TOKEN };
    const stack = await makeStack({ name: "acme", folder, engine, ...place, stop: interruption() });
    await stack.show("up", "--yes", "--skip-preview");
    const page = join(folder, "access.html");
    await report(page, emulator.url);
    await photograph(page, join(IMAGES, "report.png"));
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The sample organization with what a stack leaves alone: a mailbox made by hand that somebody reads who has left, and a delegation. */
function untidySeed(): typeof demoSeed {
  const [acme, ...others] = demoSeed.organizations;
  if (acme === undefined) throw new Error("the demo has no organization");
  const oleg = {
    mailboxId: "old-archive@acme.example",
    actorId: "oleg.vinogradov@acme.example",
    roles: ["shared_mailbox_editor"],
  };
  const untidy = { delegated: ["nina.golubeva@acme.example"], access: [...(acme.access ?? []), oleg] };
  return { ...demoSeed, organizations: [{ ...acme, ...untidy }, ...others] };
}

async function report(out: string, apiUrl: string): Promise<void> {
  const env = { PATH: join(process.execPath, ".."), YANDEX360_API_URL: apiUrl, YANDEX360_TOKEN: TOKEN };
  const args = ["report", "--org", ORGANIZATION, "--compare", "organization.acme.yaml", "--out", out];
  const { stderr } = await promisify(execFile)(process.execPath, [join(ROOT, "dist/cli/index.js"), ...args], {
    cwd: ROOT,
    env,
  });
  console.log(stderr.trim());
}

async function photograph(page: string, picture: string): Promise<void> {
  mkdirSync(IMAGES, { recursive: true });
  const browser = await startBrowser();
  try {
    const context = await browser.newContext({ locale: "en-US", viewport: SIZE, timezoneId: "Europe/Moscow" });
    const shown = await context.newPage();
    await shown.goto(pathToFileURL(page).href);
    await shown.locator(".ranking").first().waitFor();
    await shown.screenshot({ path: picture });
    console.log(`${picture}, ${Math.ceil(statSync(picture).size / 1024)} KB`);
  } finally {
    await browser.close();
  }
}

screenshots().catch((error: unknown) => {
  console.error(`screenshots: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
