import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "../../cli/common/journal";
import { demoSeed, type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../../emulator";
import { Lookups, type Reading } from "../../provider/engine/lookups";

const ORG = "1000001";

/** A journal of one token. */
function opened(...args: Parameters<typeof openJournal>) {
  const journal = openJournal(...args);
  journal.bind("its-token", ORG);
  return journal;
}

/** The first sample organization, with some mailboxes, one of which nobody has access to. */
const seed: Seed = {
  ...demoSeed,
  organizations: demoSeed.organizations.map((organization) =>
    organization.id === ORG
      ? {
          ...organization,
          shared: ["one", "two", "three"].map((name) => ({ email: `${name}@acme.example`, name })),
          delegated: ["anna.smirnova@acme.example"],
          access: ["one@acme.example", "three@acme.example", "anna.smirnova@acme.example"].map((mailboxId) => ({
            mailboxId,
            actorId: "boris.ivanov@acme.example",
            roles: ["shared_mailbox_sender", "shared_mailbox_reader"],
          })),
        }
      : organization,
  ),
};

async function withDemo(body: (emulator: Emulator) => Promise<void>, options: EmulatorOptions = {}): Promise<void> {
  const emulator = await startEmulator({ seed, ...options });
  try {
    await body(emulator);
    assert.deepEqual(emulator.strictViolations, []);
    assert.ok(emulator.journal.every(({ method }) => method === "GET"));
  } finally {
    await emulator.close();
  }
}

/** One request at a time, so that an interruption leaves some to be sent. */
function lookups({ url }: Emulator, reading: Reading = {}): Lookups {
  const config: Record<string, string> = {
    "yandex360:apiUrl": url,
    "yandex360:token": "demo-token",
    "yandex360:maxConcurrency": "1",
  };
  return new Lookups(
    (key) => config[key],
    async () => undefined,
    reading,
  );
}

const requests = ({ journal }: Emulator) =>
  journal.map(({ path, query }) => `${path}?${new URLSearchParams(query)}`).sort();

describe("a survey of an organization", () => {
  it("has every mailbox with its access, everybody and the domains", () =>
    withDemo(async (emulator) => {
      const survey = await lookups(emulator).survey(ORG);
      const organization = emulator.organization(ORG);
      assert.deepEqual(
        survey.mailboxes.filter(({ kind }) => kind === "shared").map(({ id }) => id),
        [...organization.shared.keys()].sort(),
      );
      assert.deepEqual(
        survey.mailboxes.map(({ email, name, access }) => [email, name, [...access.values()].flat()]),
        [
          ["one@acme.example", "one", ["shared_mailbox_reader", "shared_mailbox_sender"]],
          ["two@acme.example", "two", []],
          ["three@acme.example", "three", ["shared_mailbox_reader", "shared_mailbox_sender"]],
          [undefined, undefined, ["shared_mailbox_reader", "shared_mailbox_sender"]],
        ],
      );
      assert.equal(survey.employees.length, organization.users.size);
      assert.equal(survey.orgName, organization.name);
      assert.deepEqual(
        survey.domains.map(({ isMain }) => isMain),
        [true, false],
      );
    }));

  it("asks nothing twice, and nobody has access that nobody counts", () =>
    withDemo(async (emulator) => {
      await lookups(emulator).survey(ORG);
      const sent = requests(emulator);
      assert.deepEqual(sent, [...new Set(sent)]);
      const asked = emulator.requests("ListActors").length;
      const organization = emulator.organization(ORG);
      assert.deepEqual([asked, organization.shared.size + organization.delegated.size], [3, 4]);
    }));

  it("goes on where it was interrupted, without a request twice", () =>
    withDemo(async (emulator) => {
      const folder = mkdtempSync(join(tmpdir(), "yandex360-survey-"));
      const file = join(folder, "answers");
      try {
        const whole = await lookups(emulator).survey(ORG);
        const needed = requests(emulator);
        emulator.clearJournal();
        const stop = new AbortController();
        const reading = { cancelled: stop.signal, journal: opened(file) };
        await assert.rejects(
          lookups(emulator, reading).survey(ORG, (read) => read === 2 && stop.abort()),
          /cancelled/,
        );
        assert.ok(emulator.journal.length < needed.length);
        const resumed = opened(file);
        assert.equal(resumed.known, emulator.journal.length);
        assert.deepEqual(await lookups(emulator, { journal: resumed }).survey(ORG), whole);
        assert.deepEqual(requests(emulator), needed);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }));

  it("reads everything anew an hour later, and takes no notice of a line that was cut off", () =>
    withDemo(async () => {
      const folder = mkdtempSync(join(tmpdir(), "yandex360-survey-"));
      const file = join(folder, "answers");
      try {
        const now = 1_800_000_000_000;
        opened(file, now).keep("https://a/1?", "{}");
        assert.equal(opened(file, now + 3_599_000).known, 1);
        assert.equal(opened(file, now + 3_600_000).known, 0);
        opened(file, now).keep("https://a/1?", "{}");
        appendFileSync(file, '\n{"url":"https://a/2?","bo');
        opened(file, now).keep("https://a/3?", "[]");
        const journal = opened(file, now);
        assert.deepEqual(
          [1, 2, 3].map((at) => journal.take(`https://a/${at}?`)),
          ["{}", undefined, "[]"],
        );
        assert.equal(journal.take("https://a/1?"), undefined, "each answer is taken once");
      } finally {
        rmSync(folder, { recursive: true });
      }
    }));

  it("takes no answers that another token was given, and leaves them until it has its own", () =>
    withDemo(async () => {
      const folder = mkdtempSync(join(tmpdir(), "yandex360-survey-"));
      const file = join(folder, "answers");
      try {
        opened(file).keep("https://a/1?", "{}");
        const text = readFileSync(file, "utf8");
        assert.ok(!text.includes("its-token"));
        const other = openJournal(file);
        assert.equal(other.bind("other-token", ORG), true);
        assert.deepEqual([other.known, other.hasAnswers(), other.take("https://a/1?")], [0, false, undefined]);
        other.remove();
        assert.equal(readFileSync(file, "utf8"), text);
        assert.equal(openJournal(file).bind("its-token", ORG), false);
        other.keep("https://a/2?", "[]");
        assert.deepEqual([opened(file).known, other.hasAnswers()], [0, true]);
        other.remove();
        assert.ok(!existsSync(file));
      } finally {
        rmSync(folder, { recursive: true });
      }
    }));

  it("is an error where anything cannot be read", () =>
    withDemo(async (emulator) => {
      emulator.inject({ endpoint: "ListActors", skip: 1, fault: "status-403-scope" });
      await assert.rejects(
        lookups(emulator).survey(ORG),
        /could not look up organization 1000001: .*the token needs the scope/,
      );
    }));
});
