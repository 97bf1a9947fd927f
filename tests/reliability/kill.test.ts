import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import { engineEnvironment, ensureEngine } from "../../tools/pulumi/engine";
import {
  descendants,
  type Kill,
  kill,
  MOMENTS,
  recoveryCommands,
  start,
  VICTIMS,
} from "../../tools/reliability/killing";
import { command } from "../acceptance/support/command";
import { employee, ORG, Project, TOKEN } from "../acceptance/support/project";

const BEFORE = `
  const old = new yandex360.SharedMailbox("old", { email: "old@example.org", name: "Old" });
  new yandex360.SharedMailbox("kept", { email: "kept@example.org", name: "Kept" });
  new yandex360.DelegatedMailbox("former", { ownerId: "${employee(9)}" });
`;
const AFTER = `
  new yandex360.SharedMailbox("kept", { email: "kept@example.org", name: "Renamed" });
  const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
  const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });
  new yandex360.MailboxAccess("support-anna", { mailboxId: support.id, actorId: "${employee(2)}", roles: ["shared_mailbox_owner"], notify: "none" });
  new yandex360.MailboxAccess("boss-anna", { mailboxId: boss.id, actorId: "${employee(2)}", roles: ["shared_mailbox_sender"], notify: "none" });
`;

/** One endpoint for each combination; every endpoint of the `up` comes in. */
const CASES: Kill[] = VICTIMS.flatMap((victim, row) =>
  MOMENTS.map((moment, column) => ({
    victim,
    moment,
    endpoint: (["CreateShared", "Set", "CreateDelegated"] as const)[(row + column) % 3] ?? "Set",
  })),
);

describe("R3: a killed `up`, and the recovery of docs/recovery.md", function () {
  this.timeout(240_000);

  for (const one of CASES) {
    it(`${one.victim} killed at ${one.endpoint}, ${one.moment}`, () => survive(one));
  }
});

async function survive({ victim, moment, endpoint }: Kill): Promise<void> {
  const project = new Project({});
  await project.open();
  try {
    project.program(BEFORE);
    await project.succeed("up");
    project.program(AFTER);
    const env = await environment(project);
    const stall = moment === "before" ? "stall-before" : moment === "after" ? "stall-after" : undefined;
    const handle = stall === undefined ? undefined : project.emulator.inject({ endpoint, fault: stall, times: 20 });
    const cli = start("pulumi", ["up", "--yes", "--skip-preview", "--stack", "dev"], project.folder, env);
    const ended = new Promise((resolve) => cli.once("close", resolve));
    const pid = cli.pid ?? 0;
    await (handle?.firstHit ?? answered(project, endpoint));
    const rest = descendants(pid);
    kill(pid, victim);
    project.emulator.clearFaults();
    if (victim === "plugin") {
      await ended;
    }
    // What the kill has orphaned is given no time to finish the work by itself.
    for (const orphan of rest) {
      try {
        process.kill(orphan.pid, "SIGKILL");
      } catch {
        assert.ok(orphan.pid > 1);
      }
    }
    await ended;
    for (const line of recoveryCommands()) {
      const { code, output } = await command("sh", ["-c", line], { cwd: project.folder, env });
      assert.equal(code, 0, `${line}\n${output}`);
    }
    await asTheProgramHasIt(project);
  } finally {
    await project.close();
  }
}

async function environment(project: Project): Promise<NodeJS.ProcessEnv> {
  const { binDir } = await ensureEngine();
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("YANDEX360_"));
  const home = `${project.folder}/../pulumi-home`;
  const engine = engineEnvironment({ binDir, backendDir: project.backend, home }, Object.fromEntries(others));
  return { ...engine, YANDEX360_TOKEN: TOKEN, PULUMI_STACK: "dev" };
}

/** Resolves as soon as the emulator has answered a request, before the engine can have written what follows. */
async function answered(project: Project, endpoint: Kill["endpoint"]): Promise<void> {
  const had = project.emulator.requests(endpoint).length;
  while (project.emulator.requests(endpoint)[had]?.status === undefined) {
    await pause(1);
  }
}

async function asTheProgramHasIt(project: Project): Promise<void> {
  const { shared, delegated, access } = project.emulator.organization(ORG).snapshot();
  const addresses = shared.map(({ email, name }) => `${email} ${name}`).sort();
  assert.deepEqual(addresses, ["kept@example.org Renamed", "support@example.org Support"]);
  assert.deepEqual(delegated, [employee(1)]);
  assert.deepEqual(access.map(({ roles }) => roles.join()).sort(), ["shared_mailbox_owner", "shared_mailbox_sender"]);
  const { requests, steps } = await project.succeed("up");
  assert.deepEqual({ requests, steps: steps.filter((step) => !step.startsWith("same")) }, { requests: [], steps: [] });
  const { stdout } = await project.succeed("stack export");
  assert.doesNotMatch(stdout, /"pending_operations": \[\s*\{/);
}
