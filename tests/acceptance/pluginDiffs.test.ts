import assert from "node:assert/strict";
import { z } from "zod";
import { entry, list, mailbox } from "../support/cli/accessList";
import { HOSTS } from "../support/cli/hosts";
import { employee, withProject } from "../support/cli/project";

const previewed = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      urn: z.string(),
      detailedDiff: z.record(z.string(), z.object({ kind: z.string() })).nullish(),
    }),
  ),
});

const path = (n: number): string => `access["${employee(n)}"]`;

describe("What the plugin says of a change", function () {
  this.timeout(300_000);
  const project = withProject(HOSTS.plugin);
  /** Each path that differs and how, of a resource that changes. */
  const diffOf = async (name: string): Promise<Record<string, string>> => {
    const { stdout, writes } = await project.succeed("preview --json");
    assert.deepEqual(writes, []);
    const steps = previewed.parse(JSON.parse(stdout)).steps.filter(({ urn }) => urn.endsWith(`::${name}`));
    const details = Object.entries(steps[0]?.detailedDiff ?? {});
    return Object.fromEntries(details.map(([where, { kind }]) => [where, kind]));
  };
  const program = (...entries: string[]) =>
    project.program([mailbox("sales"), list("access", "sales.id", entries)].join("\n"));
  before(async () => {
    program(entry(2, "owner"), entry(3, "sender"), entry(4, "reader"));
    await project.succeed("up");
  });

  it("is exactly whose access changes", async () => {
    program(entry(2, "owner"), entry(3, "reader"), entry(5, "sender"));

    assert.deepEqual(await diffOf("access"), { [path(3)]: "update", [path(4)]: "delete", [path(5)]: "add" });
  });

  it("is, of a list that is half-made, who has not got access yet; the next `up` gives it", async () => {
    // Once more after somebody else has lost access, in case the mailbox was full.
    project.emulator.inject({ endpoint: "Set", actorId: employee(5), fault: "task-error", times: 2 });
    await project.fail("up");
    assert.equal((await project.state()).get("access")?.initErrors?.length, 1);

    assert.deepEqual(await diffOf("access"), { [path(5)]: "add" });
    const { steps } = await project.succeed("up");
    assert.deepEqual(steps, ["update access"]);
    assert.deepEqual(project.snapshot.access.map(({ actorId }) => actorId).sort(), [2, 3, 5].map(employee));
    const again = await project.succeed("up");
    assert.deepEqual([again.steps, again.requests], [[], []]);
  });

  it("is the property that means replacement, beside those that do not", async () => {
    project.program(
      `const sales = new yandex360.SharedMailbox("sales", { email: "sold@example.org", name: "Sold" });
${list("access", "sales.id", [entry(2, "owner"), entry(3, "reader"), entry(5, "sender")])}`,
    );

    assert.deepEqual(await diffOf("sales"), { email: "update-replace", name: "update" });
    assert.deepEqual(await diffOf("access"), { mailboxId: "update-replace" });
  });
});
