import assert from "node:assert/strict";
import { HOSTS } from "../support/cli/hosts";
import { employee, ORG, withProject } from "../support/cli/project";

const TASK = 5;
const REQUEST = 3;
/** Seconds that may pass beside the request under way. */
const WITHIN = 1;

const PROGRAM = `
const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
const sales = new yandex360.SharedMailbox("sales", { email: "sales@example.org", name: "Sales" });
const access = (name, actorId, more) =>
  new yandex360.MailboxAccess(name, { mailboxId: support.id, actorId, roles: ["shared_mailbox_sender"], notify: "none" }, more);
const slow = access("slow", "${employee(2)}");
access("slower", "${employee(3)}");
const list = new yandex360.MailboxAccessList("list", {
  mailboxId: sales.id,
  access: [4, 5].map((n) => ({ actorId: String(1130000000000000 + n), roles: ["shared_mailbox_owner"] })),
  notify: "none",
});
access("later", "${employee(6)}", { dependsOn: [slow, list] });
`;

/** The steps of one story, each with the real engine: nothing is lost, and the next command finishes what was begun. */
for (const [host, options] of Object.entries(HOSTS)) {
  describe(`Ctrl+C, ${host}`, function () {
    this.timeout(120_000);
    const project = withProject({
      ...options,
      config: { "yandex360:orgId": ORG, "yandex360:requestTimeout": String(REQUEST) },
    });
    const asked = (endpoint: "CreateShared" | "TaskStatus" | "Set") => project.emulator.requests(endpoint).length;
    const told = (when: string, seconds: number, most: number) => {
      console.log(`      R4: Ctrl+C, ${host}, ${when}: ended after ${seconds.toFixed(2)} s of at most ${most} s`);
      assert.ok(seconds <= most, `${seconds} s`);
    };
    before(() => project.program(PROGRAM));

    it("waits for a mailbox that is being made, and for no more", async () => {
      const stall = project.emulator.inject({ endpoint: "CreateShared", fault: "stall-after", times: 2 });
      const up = await project.interrupt("up", () => stall.hits === 2);

      told("while a mailbox is made and the answer is lost", up.afterwards, REQUEST + WITHIN);
      assert.notEqual(up.code, 0);
      assert.equal(project.snapshot.shared.length, 2);
      assert.deepEqual([...(await project.state()).keys()].sort(), ["sales", "support"]);
      assert.equal(asked("Set"), 0);
    });

    it("waits for no task; what was begun is in state as not finished", async () => {
      project.emulator.settings.taskDurationMs = TASK * 1000;
      const up = await project.interrupt("up", () => asked("TaskStatus") >= 4);

      told(`while tasks of ${TASK} s run`, up.afterwards, WITHIN);
      assert.notEqual(up.code, 0);
      assert.match(up.output, /slow\): *\n.*\n.*could not create access .*was cancelled while task .* was under way/);
      const state = await project.state();
      assert.deepEqual([...state.keys()].sort(), ["list", "sales", "slow", "slower", "support"]);
      assert.deepEqual(
        ["list", "slow", "slower"].map((name) => state.get(name)?.initErrors?.length),
        [1, 1, 1],
      );
    });

    it("leaves what the next `up` finishes, and the one after that has nothing to do", async () => {
      project.emulator.settings.taskDurationMs = 0;
      const next = await project.succeed("up");
      assert.deepEqual(next.steps.sort(), ["create later", "update list", "update slow", "update slower"]);
      assert.deepEqual(project.snapshot.access.map(({ actorId }) => actorId).sort(), [2, 3, 4, 5, 6].map(employee));

      const { steps, requests } = await project.succeed("up");
      assert.deepEqual([steps, requests], [[], []]);
    });

    it("drops nothing from a refresh that it ends", async () => {
      const before = [...(await project.state()).keys()].sort();
      const stall = project.emulator.inject({ endpoint: "ListActors", fault: "stall-before", times: 2 });
      const refresh = await project.interrupt("refresh", () => stall.hits === 2);

      told("while a refresh reads", refresh.afterwards, REQUEST + WITHIN);
      assert.notEqual(refresh.code, 0);
      assert.deepEqual([...(await project.state()).keys()].sort(), before);
    });

    it("leaves in state what a `destroy` had not proven gone, and the next one ends it", async () => {
      project.emulator.settings.taskDurationMs = TASK * 1000;
      const sent = asked("Set");
      const destroy = await project.interrupt("destroy", () => asked("Set") > sent);

      told("while access is taken away", destroy.afterwards, WITHIN);
      assert.notEqual(destroy.code, 0);
      assert.equal((await project.state()).has("later"), true);
      project.emulator.settings.taskDurationMs = 0;
      await project.succeed("destroy");
      assert.deepEqual(project.snapshot, { shared: [], delegated: [], access: [] });
      assert.equal((await project.state()).size, 0);
    });
  });
}
