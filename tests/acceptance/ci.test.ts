import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { demoSeed } from "../../emulator";
import { command, type Ended } from "../support/cli/command";
import { withProject } from "../support/cli/project";
import { readPage } from "../support/pages";

const JOBS = ["preview", "update", "drift"] as const;
type Job = (typeof JOBS)[number];

/** An employee of each organization. */
const STACKS = {
  acme: { orgId: "1000001", domain: "acme.example", actorId: "1130000000000004" },
  globex: { orgId: "2000002", domain: "globex.example", actorId: "1130000000000101" },
};
type Stack = keyof typeof STACKS;
const NAMES: Stack[] = ["acme", "globex"];

const PROGRAM = `
const config = new (require("@pulumi/pulumi").Config)();
const email = "invoices@" + config.require("domain");
const invoices = new yandex360.SharedMailbox("invoices", { email, name: "Invoices" }, { protect: true });
new yandex360.MailboxAccess("invoices", { mailboxId: invoices.id, actorId: config.require("actor"), roles: ["owner"] });
`;

const perJob = <Shape extends z.ZodType>(shape: Shape) => z.object({ preview: shape, update: shape, drift: shape });

const github = z
  .object({
    env: z.record(z.string(), z.string()),
    jobs: perJob(
      z.object({
        strategy: z.object({ "fail-fast": z.literal(false), matrix: z.object({ stack: z.array(z.string()) }) }),
        environment: z.string(),
        concurrency: z.object({ group: z.string(), "cancel-in-progress": z.boolean() }),
        steps: z.array(z.object({ run: z.string().optional(), env: z.record(z.string(), z.string()).optional() })),
      }),
    ),
  })
  .parse(parse(readPage("docs/ci/github-actions.yml")));

const gitlab = z
  .object({
    default: z.object({ image: z.string(), before_script: z.array(z.string()) }),
    ".organizations": z.object({
      parallel: z.object({ matrix: z.array(z.object({ PULUMI_STACK: z.array(z.string()) })) }),
    }),
    stages: z.array(z.string()),
  })
  .extend(
    perJob(
      z.object({
        extends: z.literal(".organizations"),
        environment: z.object({ name: z.string() }),
        resource_group: z.string().optional(),
        script: z.array(z.string()),
        variables: z.record(z.string(), z.string()).optional(),
      }),
    ).shape,
  )
  .parse(parse(readPage("docs/ci/gitlab-ci.yml")));

/** A text of a workflow of GitHub Actions in the job for a stack. */
function forStack(text: string, stack: string): string {
  return text.replace(/\$\{\{ matrix\.stack \}\}/g, stack);
}

/** What is typed in a job, in either file. */
const LINES = {
  "docs/ci/github-actions.yml": (job: Job) =>
    github.jobs[job].steps.map(({ run }) => run).filter((run) => run !== undefined),
  "docs/ci/gitlab-ci.yml": (job: Job) => [...gitlab.default.before_script, ...gitlab[job].script],
};

describe("The workflow files for infrastructure repositories", function () {
  this.timeout(300_000);
  const project = withProject({ emulator: { seed: demoSeed }, env: {} });
  const snapshot = (stack: Stack) => project.emulator.organization(STACKS[stack].orgId).snapshot();
  const invoices = (stack: Stack) => snapshot(stack).shared.find(({ email }) => email.startsWith("invoices@"));
  const writes = () => project.emulator.journal.filter(({ method }) => method !== "GET");

  before(async () => {
    for (const [stack, { orgId, domain, actorId }] of Object.entries(STACKS)) {
      await project.addStack(stack, {
        "yandex360:orgId": orgId,
        "acceptance:domain": domain,
        "acceptance:actor": actorId,
      });
    }
    project.write("package-lock.json", JSON.stringify({ lockfileVersion: 3, packages: { "": {} } }));
    project.program(PROGRAM);
  });
  beforeEach(() => project.emulator.clearJournal());

  /** The environment of a job as GitHub makes it from the file and from the secrets of the job's environment. */
  function environmentOf(job: Job, stack: Stack): NodeJS.ProcessEnv {
    const tokens: Record<string, string> = { [stack]: "demo-token", [`${stack}-preview`]: "demo-token-readonly" };
    const secrets: NodeJS.ProcessEnv = {
      ...project.environment,
      YANDEX360_TOKEN: tokens[forStack(github.jobs[job].environment, stack)],
    };
    const variables = Object.entries(github.env).map(([name, text]) => [
      name,
      forStack(text, stack).replace(/^\$\{\{ secrets\.(\w+) \}\}$/, (_whole, secret: string) => secrets[secret] ?? ""),
    ]);
    return { ...project.environment, CI: "true", ...Object.fromEntries(variables) };
  }

  /** Runs a job for a stack as a runner does, up to the first line that fails. */
  async function run(job: Job, stack: Stack): Promise<Ended> {
    return type(LINES["docs/ci/github-actions.yml"](job), job, stack);
  }

  async function type(lines: readonly string[], job: Job, stack: Stack, more: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const env = { ...environmentOf(job, stack), LABELS: "", ...more };
    return command("bash", ["-ec", lines.join("\n")], { cwd: project.folder, env });
  }

  async function succeed(job: Job): Promise<void> {
    for (const { code, output } of await Promise.all(NAMES.map((stack) => run(job, stack)))) {
      assert.equal(code, 0, output);
    }
  }

  it("preview with a token that only reads, and send nothing", async () => {
    await succeed("preview");

    assert.deepEqual(writes(), []);
  });

  it("update each organization after the merge, all of them at once", async () => {
    await succeed("update");

    for (const stack of NAMES) {
      const id = invoices(stack)?.id;
      assert.ok(id);
      const people = snapshot(stack).access.filter(({ mailboxId }) => mailboxId === id);
      assert.deepEqual(
        people.map(({ actorId }) => actorId),
        [STACKS[stack].actorId],
      );
    }
  });

  it("update nothing in a night without anything new", async () => {
    const { code, output } = await run("update", "acme");

    assert.equal(code, 0, output);
    assert.deepEqual(project.emulator.journal, []);
  });

  it("ask for approval where somebody would lose access, and say in a comment who, by name", async () => {
    project.program(PROGRAM.replace(/new yandex360.MailboxAccess.*\n/, ""));
    const refused = await run("preview", "acme");
    const lines = LINES["docs/ci/github-actions.yml"]("preview");
    const approved = await type(lines.slice(-1), "preview", "acme", { LABELS: "size,loses-access" });
    const otherwise = await type(lines.slice(-1), "preview", "acme", { LABELS: "loses-access-not" });
    project.program(PROGRAM);

    assert.deepEqual([refused.code, approved.code, otherwise.code], [1, 0, 1], refused.output);
    for (const text of [approved.stdout, readFileSync(join(project.folder, "comment.md"), "utf8")]) {
      assert.match(text, /invoices@acme\.example.*loses its last owner/);
      assert.match(text, /Григорий Попов \(.?grigory\.popov@acme\.example.?\) loses access: owner/);
    }
    assert.deepEqual(writes(), []);
  });

  it("say what is wrong in an organization file, with its line, before anything is previewed", async () => {
    const file = "organization.acme.yaml";
    project.write(file, "stack: acme\nshared:\n  support: { email: nobody, name: Support, access: {} }\n");
    const { code, output } = await run("preview", "acme");
    rmSync(join(project.folder, file));

    assert.notEqual(code, 0);
    assert.match(output, /^organization\.acme\.yaml:3:\d+: /m);
    assert.deepEqual(project.emulator.journal, []);
  });

  it("find what was changed outside, in that organization only, with a token that only reads, and change neither service nor state", async () => {
    const { orgId, actorId } = STACKS.globex;
    const id = invoices("globex")?.id ?? "";
    project.emulator.organization(orgId).setAccess(id, actorId, ["shared_mailbox_reader"]);
    const state = JSON.stringify([...(await project.state("globex"))]);

    const [acme, globex] = await Promise.all([run("drift", "acme"), run("drift", "globex")]);

    assert.equal(acme.code, 0, acme.output);
    assert.notEqual(globex.code, 0);
    assert.match(globex.output, /shared_mailbox_reader/);
    assert.match(globex.output, /no changes were expected for refresh but changes were proposed/);
    assert.deepEqual(writes(), []);
    assert.equal(JSON.stringify([...(await project.state("globex"))]), state);
  });

  it("type the same in GitHub Actions and in GitLab CI, for the same stacks, with the same tokens", () => {
    const withoutCache = (line: string) => line.replace(" --cache .npm --prefer-offline", "");
    for (const job of JOBS) {
      assert.deepEqual(LINES["docs/ci/gitlab-ci.yml"](job).map(withoutCache), LINES["docs/ci/github-actions.yml"](job));
      assert.deepEqual(github.jobs[job].strategy.matrix.stack, NAMES);
      const scope = gitlab[job].environment.name.replace("$PULUMI_STACK", "STACK").replace("/", "-");
      assert.equal(scope, forStack(github.jobs[job].environment, "STACK"));
    }
    const [last] = github.jobs.preview.steps.slice(-1);
    assert.match(last?.env?.LABELS ?? "", /^\$\{\{ join\(github\.event\.pull_request\.labels\.\*\.name\) \}\}$/);
    assert.deepEqual(gitlab.preview.variables, { LABELS: "$CI_MERGE_REQUEST_LABELS" });
    assert.deepEqual(gitlab[".organizations"].parallel.matrix, [{ PULUMI_STACK: NAMES }]);
    assert.deepEqual(gitlab.stages, JOBS);
  });

  it("let no two jobs work on one stack at once, and cut no update short", () => {
    for (const job of ["update", "drift"] as const) {
      const { group, ...rest } = github.jobs[job].concurrency;
      assert.deepEqual([forStack(group, "STACK"), rest], ["update-STACK", { "cancel-in-progress": false }]);
      assert.equal(gitlab[job].resource_group, "update-$PULUMI_STACK");
    }
  });
});
