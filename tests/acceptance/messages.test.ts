import assert from "node:assert/strict";
import { entry, list } from "../support/cli/accessList";
import { LOWEST_SDK } from "../support/cli/packed";
import { employee, ORG, withProject } from "../support/cli/project";

const ADDRESS = "sales@example.org";
const OWNER = ["shared_mailbox_owner"];

const shared = (email: string, name: string): string =>
  `const sales = new yandex360.SharedMailbox("sales", { email: "${email}", name: "${name}", adopt: true });`;
const BOSS = `new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`;
const LIST = list("sales-access", "sales.id", [entry(2, "owner")]);

for (const sdk of [undefined, LOWEST_SDK]) {
  describe(`What happens to others is said beside the resource, with ${sdk ?? "the current"} SDK`, function () {
    this.timeout(300_000);
    const project = withProject(sdk === undefined ? {} : { sdk });
    const organization = () => project.emulator.organization(ORG);
    let id = "";
    before(() => {
      id = organization().createShared({ email: ADDRESS, name: "Made by hand" });
    });

    it("when a mailbox is taken over", async () => {
      project.program([shared(ADDRESS, "First line"), BOSS, LIST].join("\n"));

      const { messages } = await project.succeed("up");

      assert.deepEqual(messages, [`info sales: took over shared mailbox ${id} ("Made by hand" → "First line")`]);
    });

    it("when a mailbox is to be replaced, in the preview, which says what becomes of letters and access", async () => {
      project.program([shared("help@example.org", "Help"), BOSS, LIST].join("\n"));

      const { messages, requests } = await project.succeed("preview");

      const warning = messages.filter((message) => message.startsWith("warning sales: "));
      assert.equal(warning.length, 1);
      assert.match(warning[0] ?? "", new RegExp(`deletes mailbox ${id} \\(${ADDRESS}\\) with its letters`));
      assert.deepEqual(
        requests.filter(({ method }) => method !== "GET"),
        [],
      );
    });

    it("when a `destroy` of nothing else switches delegation off", async () => {
      project.program(BOSS);
      await project.succeed("up");
      organization().access.set(employee(1), employee(6), OWNER);

      const { messages } = await project.succeed("destroy");

      assert.deepEqual(messages, [`info boss: switched delegation off, which took access from ${employee(6)} (owner)`]);
    });
  });
}
