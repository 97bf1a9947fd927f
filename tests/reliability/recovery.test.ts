import { strict as assert } from "node:assert";
import { employee } from "../support/cli/project";
import { AFTER, afterKill, DECLARED, Originals, OTHERS } from "./harness/killedUp";
import { aftermath, recover } from "./harness/recovery";

const LEFT = [
  "shared desk@example.org Desk",
  `access desk@example.org ${employee(2)} shared_mailbox_reader`,
  `access desk@example.org ${employee(3)} shared_mailbox_sender`,
  `delegated ${employee(1)}`,
  `access ${employee(1)} ${employee(2)} shared_mailbox_sender`,
  `access support@example.org ${employee(2)} shared_mailbox_owner`,
];

/** R3 has the other cases, see tests/reliability/typedFigures.test.ts. */
describe("an `up` that was killed with checkpoints off", function () {
  this.timeout(480_000);
  let originals: Originals;
  before(async () => {
    originals = await Originals.make();
  });
  after(() => originals.close());

  it("leaves at the service what it made and a program changed since does not want, as docs/recovery.md warns", () =>
    afterKill(
      originals,
      { victim: "both", moment: "answered, not in state", endpoint: "Set", skip: 7, up: "first", checkpoints: false },
      async (project) => {
        project.program(AFTER.filter((line) => !/"desk|"boss|"support-2"/.test(line)).join("\n"));
        await recover(project, "The process was killed");
        const declared = DECLARED.filter((thing) => !LEFT.includes(thing));
        const { extra, problems, pendingOperations } = await aftermath(project, declared, [...OTHERS, ...LEFT]);
        assert.deepEqual([...problems, pendingOperations], [0]);
        assert.deepEqual(extra, []);
        assert.equal((await project.state()).size, AFTER.length - 5);
      },
    ));
});
