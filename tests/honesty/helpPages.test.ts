import assert from "node:assert/strict";
import { join } from "node:path";
import { type CustomReply, type Emulator, startEmulator } from "../../emulator";
import { BASE, brief, call, ORG, TOKEN, user } from "../emulator/helpers";
import { command, type Ended } from "../support/cli/command";
import { LeapClock } from "../support/clock";

const SCRIPT = join(__dirname, "helpPages.sh");
const IMAP = "shared_mailbox_imap_admin";
const EMPTY = { shared: [], delegated: [], access: [] };

interface Told {
  emulator: Emulator;
  ended: Ended;
  /** Every state of access that the emulator went through: the roles, mailbox by mailbox. */
  access: string[];
}

interface Telling {
  story: string;
  owner?: string;
  domain?: string;
  token?: string;
  /** The answer to the first look at a task. */
  fault?: CustomReply;
}

/** Runs the script against an emulator of its own and looks at the organization after every answer. */
async function tell({ story, owner = user(1), domain = "example.org", token = TOKEN, fault }: Telling): Promise<Told> {
  const access: string[] = [];
  const look = () => {
    const now = emulator
      .organization(ORG)
      .snapshot()
      .access.map(({ roles }) => roles.map((role) => role.replace("shared_mailbox_", "")).join("+"))
      .join(" ");
    if (now !== access.at(-1)) access.push(now);
  };
  const emulator = await startEmulator({ onRequest: look });
  if (fault !== undefined) emulator.inject({ endpoint: "TaskStatus", fault });
  emulator.organization(ORG).addUser({ id: "77", nickname: "guest", name: { first: "Invited", last: "Guest" } });
  try {
    const ended = await command("sh", [SCRIPT, emulator.url, token, ORG, owner, user(2), domain, story], {
      cwd: __dirname,
    });
    return { emulator, ended, access };
  } finally {
    await emulator.close();
  }
}

describe("Yandex's help pages, followed with curl", () => {
  let steps = 0;
  const stepsOf = (ended: Ended) => Number(/(\d+) steps answered/.exec(ended.stdout)?.[1] ?? 0);
  after(() => console.log(`      E1: ${steps} steps of the help pages answered as promised, 3 misprints refused`));

  it("lead through the life of a delegated mailbox", async () => {
    const { emulator, ended, access } = await tell({ story: "delegated" });

    assert.equal(ended.code, 0, ended.output);
    assert.equal(stepsOf(ended), 9);
    steps += stepsOf(ended);
    assert.deepEqual(access, ["", "half_sender+imap_admin", "owner", "", "sender", ""]);
    assert.deepEqual(
      emulator.requests("Set").map(({ query }) => query.notify),
      ["all", "delegates", "none", "none"],
    );
    assert.deepEqual(emulator.organization(ORG).snapshot(), EMPTY);
    assert.deepEqual(emulator.strictViolations, []);
  });

  it("lead through the life of shared mailboxes", async () => {
    const { emulator, ended, access } = await tell({ story: "shared" });

    assert.equal(ended.code, 0, ended.output);
    assert.equal(stepsOf(ended), 8);
    steps += stepsOf(ended);
    assert.equal(access[0], "");
    assert.ok(access.includes("imap_admin+sender imap_admin+sender"), access.join(" | "));
    assert.deepEqual(access.slice(-2), ["imap_admin+sender", ""]);
    assert.deepEqual(emulator.organization(ORG).snapshot(), EMPTY);
    assert.deepEqual(emulator.strictViolations, []);
  });

  it("are followed from the first to the last in one go, also while tasks take their time", async () => {
    const running = { status: 200, text: '{"status":"running"}' };
    const { emulator, ended } = await tell({ story: "both", fault: running });

    assert.equal(ended.code, 0, ended.output);
    assert.equal(stepsOf(ended), 17);
    assert.deepEqual(emulator.organization(ORG).snapshot(), EMPTY);
    assert.deepEqual(emulator.strictViolations, []);
  });

  const broken: [title: string, telling: Telling, said: RegExp][] = [
    [
      "only mailboxes of the organization's own accounts can be delegated",
      { story: "delegated", owner: "77" },
      /^BROKEN: Enable delegation: .*HTTP 400/m,
    ],
    [
      "a shared mailbox needs a domain that is linked to the organization",
      { story: "shared", domain: "not-linked.example" },
      /^BROKEN: Create: .*HTTP 400/m,
    ],
    ["the header has to carry a good token", { story: "shared", token: "wrong" }, /^BROKEN: Create: .*HTTP 401/m],
  ];
  for (const [title, telling, said] of broken) {
    it(`hold in what they forbid, and the script ends at that step: ${title}`, async () => {
      const { emulator, ended } = await tell(telling);

      assert.equal(ended.code, 1, ended.output);
      assert.match(ended.output, said);
      assert.doesNotMatch(ended.stdout, /^ok/m);
      assert.equal(emulator.journal.length, 1);
      assert.deepEqual(emulator.organization(ORG).snapshot(), EMPTY);
    });
  }

  it("are told to fail where the service breaks a promise, so that the script can fail at any step", async () => {
    const emulator = await startEmulator();
    emulator.inject({ endpoint: "TaskStatus", skip: 1, fault: { status: 200, text: '{"status":"error"}' } });
    const args = [SCRIPT, emulator.url, TOKEN, ORG, user(1), user(2), "example.org", "delegated"];
    const ended = await command("sh", args, { cwd: __dirname });
    await emulator.close();

    assert.equal(ended.code, 1);
    assert.match(ended.output, /^BROKEN: Change: .*: the task is error$/m);
    assert.equal((ended.stdout.match(/^ok/gm) ?? []).length, 4);
  });

  it("are not followed in their misprints, which are refused: a translated header, Yetkilendirme", async () => {
    const emulator = await startEmulator({ now: new LeapClock().now });
    const headers = { Yetkilendirme: `OAuth ${TOKEN}`, "content-type": "application/json" };
    const body = JSON.stringify({ email: "support@example.org", name: "Support", description: "" });
    const response = await fetch(`${emulator.url}${BASE}/shared`, { method: "PUT", headers, body });
    const replied = `${response.status} ${await response.text()}`;
    const { acted, authorization } = emulator.journal[0] ?? {};
    await emulator.close();

    assert.match(replied, /^401 .*"Unauthorized"/);
    assert.deepEqual([acted, authorization], [false, "none"]);
    assert.deepEqual(emulator.organization(ORG).snapshot(), EMPTY);
  });

  const misprints: [title: string, method: string, path: string, body: object, answer: RegExp][] = [
    [
      "a doubled segment, /mailboxes/mailboxes/set",
      "POST",
      `${BASE}/mailboxes/set/${user(1)}?actorId=${user(2)}`,
      { roles: [IMAP] },
      /^400 bad request: .*: no such path$/,
    ],
    [
      "a shared mailbox created through /mailboxes/delegated",
      "PUT",
      `${BASE}/delegated`,
      { email: "support@example.org", name: "Support", description: "" },
      /^400 bad request: body/,
    ],
  ];
  for (const [title, method, path, body, answer] of misprints) {
    it(`are not followed in their misprints, which are refused: ${title}`, async () => {
      const emulator = await startEmulator({ now: new LeapClock().now });
      emulator.organization(ORG).enableDelegation(user(1));
      const before = emulator.organization(ORG).snapshot();
      const replied = brief(await call(emulator, method, path, { body }));
      await emulator.close();

      assert.match(replied, answer);
      assert.equal(emulator.strictViolations.length > 0, true);
      assert.deepEqual(emulator.organization(ORG).snapshot(), before);
    });
  }
});
