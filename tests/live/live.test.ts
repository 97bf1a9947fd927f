import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { defaultSwitches, type Emulator, type Switches, startEmulator } from "../../emulator";
import { ORG, user } from "../emulator/helpers";
import { DELEGATION_QUESTIONS, NOT_ASKED, QUESTIONS } from "./questions";

const TOKEN = "the-token-of-the-live-suite";
const finding = z.strictObject({
  question: z.string(),
  switch: z.string(),
  observed: z.unknown(),
  emulatorDefault: z.unknown(),
  agrees: z.boolean().nullable(),
  why: z.string().optional(),
});
const MEASURED = ["listDelayMs", "accessVisibleDelayMs", "addressHeldMs"];
/** Values that every answer but the measured ones has to report. */
const FLIPPED: Partial<Switches> = {
  perPageCeiling: 10,
  perPageAbove: "refuse",
  descriptionOptional: true,
  updateOmitted: "clear",
  duplicateName: "invalid_data",
  takenStatus: 400,
  sharedAddressTaken: "passport_email_taken",
  errorShape: "error and description",
  notFoundMessage: "No such resource",
  emptyFields: "left out",
  datesSent: false,
  invalidDataStatus: 409,
  addressCase: "lowered",
  updatedBeforeCreated: false,
  deleteAbsent: 200,
  deleteWithActors: 409,
  setBadActor: "task error",
  setNoChange: 400,
  unknownRole: "accepted",
  roleCombination: "sender or owner",
  taskForgottenOnceAnswered: true,
  concurrentSets: "refused",
  rolesShown: "owner expanded",
  resourcesOfUnknownActor: "empty",
  sharedAmongUsers: true,
  actorsWithoutDelegation: "empty",
  setWithoutDelegation: "task error",
  delegatedAlreadyOn: 409,
  ownerListed: true,
  listDelayMs: 300,
  accessVisibleDelayMs: 300,
  addressHeldMs: 600,
};

describe("The suite for a real organization, with the emulator in its place", function () {
  this.timeout(120_000);
  let folder = "";
  let emulator: Emulator;
  let before: unknown;
  const content = () => emulator.organization(ORG).snapshot();

  const begin = async (switches: Partial<Switches> = {}) => {
    folder = mkdtempSync(join(tmpdir(), "yandex360-live-"));
    emulator = await startEmulator({ switches, taskDurationMs: 100 });
    emulator.addToken({ token: TOKEN });
    const organization = emulator.organization(ORG);
    for (let n = 1; n <= 12; n++) {
      const id = organization.createShared({ email: `pulumi-liven${n}@example.org`, name: `Pulumi-live ${n}` });
      organization.setAccess(id, user(2), ["shared_mailbox_owner"]);
    }
    organization.enableDelegation(user(9));
    before = content();
  };
  afterEach(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(args: string[] = [], env: NodeJS.ProcessEnv = {}) {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith("YANDEX360_"));
    const settings = {
      YANDEX360_API_URL: emulator.url,
      YANDEX360_TOKEN: TOKEN,
      YANDEX360_ORG_ID: ORG,
      YANDEX360_LIVE_OWNER: user(1),
      YANDEX360_LIVE_ACTOR: user(2),
      YANDEX360_LIVE_DOMAIN: "example.org",
      YANDEX360_LIVE_OUT: join(folder, "answers.json"),
    };
    const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "main.ts"), ...args], {
      env: { ...Object.fromEntries(others), ...settings, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
      child.once("close", (code) => resolve({ code, output })),
    );
    return { child, ended };
  }
  const answers = () => z.array(finding).parse(JSON.parse(readFileSync(join(folder, "answers.json"), "utf8")));

  for (const [title, switches] of [
    ["the emulator's defaults", {}],
    ["other values", FLIPPED],
  ] as const) {
    it(`finds out ${title}, and leaves the organization as it was`, async () => {
      await begin(switches);
      const { code, output } = await start().ended;

      assert.equal(code, 0, output);
      const found = answers();
      const inForce: Readonly<Record<string, unknown>> = { ...defaultSwitches, ...switches };
      assert.deepEqual(found.map((one) => one.switch).sort(), Object.keys(defaultSwitches).sort());
      const asked = found.filter(({ agrees }) => agrees !== null);
      const exact = asked.filter((one) => inForce[one.switch] === 0 || !MEASURED.includes(one.switch));
      assert.deepEqual(
        exact.map((one) => [one.switch, one.observed]),
        exact.map((one) => [one.switch, inForce[one.switch]]),
      );
      for (const { switch: name, observed, agrees } of asked) {
        if (inForce[name] !== 0 && MEASURED.includes(name)) {
          assert.ok(Number(observed) > 0 && Number(observed) < Number(inForce[name]) + 5_000, `${name}: ${observed}`);
        }
        assert.equal(agrees, observed === Object(defaultSwitches)[name], name);
      }
      assert.deepEqual(
        asked.map((one) => one.switch).sort(),
        [...Object.keys(QUESTIONS), ...Object.keys(DELEGATION_QUESTIONS)].sort(),
      );
      assert.deepEqual(content(), before);
      assert.equal(output.includes(TOKEN), false);
      console.log(`      ${asked.length} of ${found.length} questions answered, all as they are in force`);
    });
  }

  it("says of every switch how it is asked, or why not", async () => {
    await begin();
    const all = [QUESTIONS, DELEGATION_QUESTIONS, NOT_ASKED].flatMap((one) => Object.keys(one));
    assert.deepEqual(all.sort(), Object.keys(defaultSwitches).sort());
  });

  it("leaves an owner alone whose mailbox is delegated already", async () => {
    await begin();
    const { code, output } = await start([], { YANDEX360_LIVE_OWNER: user(9) }).ended;

    assert.equal(code, 0, output);
    assert.equal(answers().find((one) => one.switch === "delegatedAlreadyOn")?.observed, null);
    assert.deepEqual(emulator.requests("CreateDelegated"), []);
    assert.deepEqual(emulator.requests("DeleteDelegated"), []);
    assert.deepEqual(content(), before);
  });

  it("cleans up when a question fails, says which, and ends with status 1", async () => {
    await begin();
    emulator.inject({ endpoint: "ListActors", times: Number.POSITIVE_INFINITY, fault: "status-500-before" });
    emulator.inject({ endpoint: "CreateShared", skip: 3, fault: "status-500-after" });
    const { code, output } = await start().ended;

    assert.equal(code, 1);
    assert.match(output, /rolesShown: it could not be answered: .*HTTP 500/);
    assert.match(output, /everything was put away/);
    assert.deepEqual(content(), before);
  });

  it("cleans up on ^C", async () => {
    await begin();
    emulator.settings.latencyMs = 20;
    const { child, ended } = start();
    while (emulator.requests("Set").length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.notDeepEqual(content(), before);
    child.kill("SIGINT");
    const { code, output } = await ended;

    assert.equal(code, 1, output);
    assert.match(output, /everything was put away/);
    assert.match(output, /stopped by SIGINT/);
    assert.deepEqual(content(), before);
  });

  it("sweeps what a killed run has left, and nothing else", async () => {
    await begin();
    const organization = emulator.organization(ORG);
    organization.createShared({ email: "pulumi-live-abc-1@example.org", name: "pulumi-live-abc-1" });
    organization.createShared({ email: "pulumi-live-abc-2@example.org", name: "Renamed by somebody" });
    organization.createShared({ email: "somebody@example.org", name: "pulumi-live-abc-3" });
    const { code, output } = await start(["--sweep"]).ended;

    assert.equal(code, 0, output);
    assert.match(output, /^1 leftovers removed$/m);
    assert.equal(content().shared.length, 14);
    assert.equal(emulator.journal.filter(({ method }) => method !== "GET").length, 1);
  });

  it("does not start without its settings, and says on one line which are missing", async () => {
    await begin();
    const { code, output } = await start([], { YANDEX360_TOKEN: "", YANDEX360_LIVE_ACTOR: "" }).ended;

    assert.equal(code, 1);
    assert.equal(output.trim(), "the live suite needs YANDEX360_TOKEN, YANDEX360_LIVE_ACTOR in the environment");
    assert.deepEqual(emulator.journal, []);
  });
});
