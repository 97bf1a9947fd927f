/** O2: stacks of as many organizations on one shared backend, all updated at once, one of them killed. */

import { z } from "zod";
import { type JournalEntry, type Seed, startEmulator } from "../../../emulator";
import type { Backend } from "../../../tools/backends/server";
import { command, type Ended } from "../../support/cli/command";
import { Project } from "../../support/cli/project";
import { Session } from "./killing";
import { recoveryBlock } from "./recovery";
import { TOKEN } from "./world";

/** What became of the stacks. */
export interface Shared {
  stacks: number;
  /** Stacks whose organization is as the program says, whose state agrees, and whose next preview is empty. */
  converged: number;
  requests: number;
  /** Requests with the token of another organization. */
  strayed: number;
  pendingOperations: number;
  problems: string[];
  /** What the commands printed, and the states. */
  said: string[];
}

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { domain, people: [owner, first, second] } = new pulumi.Config().requireObject("organization");
const email = "support@" + domain;
const support = new yandex360.SharedMailbox("support", { email, name: "Support" }, { protect: true });
const boss = new yandex360.DelegatedMailbox("boss", { ownerId: owner });
const access = { [first]: ["owner"], [second]: ["reader", "sender"] };
new yandex360.MailboxAccessList("support", { mailboxId: support.id, access });
new yandex360.MailboxAccess("boss", { mailboxId: boss.id, actorId: first, roles: ["sender"] });
`;
/** What the program makes, by type, and so many resources. */
const MADE = { shared: 1, delegated: 1, access: 3 };
const RESOURCES = 4;
/** The request after whose effect the victim is killed, unanswered. */
const FATAL = "Set";

/** A customer's organization and the stack for it. */
interface Customer {
  stack: string;
  orgId: string;
  token: string;
  domain: string;
  people: string[];
}

function customer(n: number): Customer {
  const people = [1, 2, 3].map((one) => `${1_130_000_000_000_000 + n * 100 + one}`);
  return { stack: `org${n}`, orgId: `${2_000_000 + n}`, token: `${TOKEN}-${n}`, domain: `org${n}.example`, people };
}

function seedOf(customers: readonly Customer[]): Seed {
  return {
    organizations: customers.map(({ orgId, stack, domain, people }) => ({
      id: orgId,
      name: stack,
      domains: [domain],
      users: people.map((id, at) => ({ id, nickname: `user${at}`, name: { first: "User", last: `${at}` } })),
    })),
    tokens: customers.map(({ token, orgId }) => ({ token, organizations: [orgId] })),
  };
}

const exported = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({ type: z.string(), outputs: z.looseObject({ orgId: z.string().optional() }).default({}) }),
    ),
    pending_operations: z.array(z.unknown()).nullish(),
  }),
});

/** Runs the stacks. The first of them is killed in the middle of the first `up`, and recovered as docs/recovery.md says. */
export async function updateTogether(backend: Backend, count: number): Promise<Shared> {
  const customers = Array.from({ length: count }, (_, at) => customer(at + 1));
  const [victim] = customers;
  if (victim === undefined) throw new Error("no stack was asked for");
  let kill: (() => void) | undefined;
  const onAnswer = ({ path, endpoint }: JournalEntry) => {
    if (endpoint === FATAL && path.includes(`/${victim.orgId}/`)) {
      kill?.();
      kill = undefined;
    }
  };
  const emulator = await startEmulator({ seed: seedOf(customers), onAnswer });
  const project = new Project({ service: emulator, config: {}, env: {} });
  await project.open();
  project.program(PROGRAM);

  const told: Shared = {
    stacks: count,
    converged: 0,
    requests: 0,
    strayed: 0,
    pendingOperations: 0,
    problems: [],
    said: [],
  };
  const environment = ({ stack, token }: Customer) => ({
    ...project.environment,
    ...backend.env,
    PULUMI_BACKEND_URL: backend.url,
    PULUMI_STACK: stack,
    YANDEX360_TOKEN: token,
  });
  const heard = (ended: Ended): Ended => {
    told.said.push(ended.output);
    return ended;
  };
  const pulumi = async (one: Customer, ...args: string[]): Promise<Ended> =>
    heard(await command("pulumi", [...args, "--non-interactive"], { cwd: project.folder, env: environment(one) }));
  const succeed = async (one: Customer, ...args: string[]): Promise<Ended> => {
    const ended = await pulumi(one, ...args);
    if (ended.code !== 0) told.problems.push(`${one.stack}: pulumi ${args.join(" ")} failed:\n${ended.output}`);
    return ended;
  };
  const UP = ["up", "--yes", "--skip-preview"];

  try {
    // docs/backends.md has this command run before any others run at once.
    await succeed(victim, "stack", "ls", "--all");
    await Promise.all(
      customers.map(async (one) => {
        const { stack, orgId, domain, people } = one;
        project.write(`Pulumi.${stack}.yaml`, configOf({ orgId, url: emulator.url, domain, people }));
        await succeed(one, "stack", "init", stack);
      }),
    );

    const session = new Session([...UP, "--non-interactive"], project.folder, environment(victim));
    kill = () => session.signal("both", "SIGKILL");
    const others = customers.slice(1);
    const [killed] = await Promise.all([session.ended, ...others.map((one) => succeed(one, ...UP))]);
    await session.end();
    heard(killed);
    if (kill !== undefined || killed.code === 0) told.problems.push(`${victim.stack} was not killed`);

    const locked = await pulumi(victim, ...UP);
    if (locked.code === 0 || !/the stack is currently locked/.test(locked.output)) {
      told.problems.push(`${victim.stack} was not locked by the kill:\n${locked.output}`);
    }
    const block = recoveryBlock("The process was killed").replace(/^find .*\n/, "");
    const options = { cwd: project.folder, env: environment(victim) };
    const recovered = heard(await command("sh", ["-ec", block], options));
    if (recovered.code !== 0) told.problems.push(`${victim.stack} was not recovered:\n${recovered.output}`);

    const writes = () => emulator.journal.filter(({ method }) => method !== "GET").length;
    const before = writes();
    await Promise.all(
      customers.map(async (one) => {
        const problems = told.problems.length;
        await succeed(one, "preview", "--expect-no-changes");
        const { code, stdout } = await succeed(one, "stack", "export");
        if (code !== 0) return;
        const { resources, pending_operations } = exported.parse(JSON.parse(stdout)).deployment;
        told.pendingOperations += pending_operations?.length ?? 0;
        const ours = resources.filter(({ type }) => type.includes("yandex360:"));
        const foreign = ours.filter(({ outputs }) => outputs.orgId !== one.orgId);
        const { shared, delegated, access } = emulator.organization(one.orgId).snapshot();
        const made = { shared: shared.length, delegated: delegated.length, access: access.length };
        const addresses = shared.map(({ email }) => email).join();
        const asDeclared =
          ours.length === RESOURCES &&
          foreign.length === 0 &&
          JSON.stringify(made) === JSON.stringify(MADE) &&
          addresses === `support@${one.domain}`;
        if (!asDeclared)
          told.problems.push(`${one.stack} is not as declared: ${JSON.stringify({ made, addresses, foreign })}`);
        if (told.problems.length === problems) told.converged += 1;
      }),
    );
    if (writes() > before) told.problems.push(`previews sent ${writes() - before} writes`);
    told.requests = emulator.journal.length;
    told.strayed = emulator.journal.filter(({ authorization }) => authorization !== "ok").length;
    return told;
  } finally {
    await project.close();
    await emulator.close();
  }
}

function configOf({
  orgId,
  url,
  domain,
  people,
}: {
  orgId: string;
  url: string;
  domain: string;
  people: string[];
}): string {
  return JSON.stringify({
    config: {
      "yandex360:apiUrl": url,
      "yandex360:orgId": orgId,
      "acceptance:organization": { domain, people },
    },
  });
}
