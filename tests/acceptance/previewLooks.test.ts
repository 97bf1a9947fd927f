import assert from "node:assert/strict";
import { entry, list } from "../support/cli/accessList";
import { HOSTS } from "../support/cli/hosts";
import { LOWEST_SDK } from "../support/cli/packed";
import { employee, ORG, type ProjectOptions, withProject } from "../support/cli/project";

const OWNER = ["shared_mailbox_owner"];
const TWO = ["shared_mailbox_imap_admin", "shared_mailbox_sender"];

const CURRENT = "the current SDK";
const OLDEST = `SDK ${LOWEST_SDK}`;
const WITH: [how: string, options: ProjectOptions][] = [
  [CURRENT, HOSTS.dynamic],
  [OLDEST, { sdk: LOWEST_SDK }],
  ["the plugin", HOSTS.plugin],
];

for (const [how, options] of WITH) {
  describe(`A preview of what is new looks at what exists already, with ${how}`, function () {
    this.timeout(300_000);
    const project = withProject(options);
    const organization = () => project.emulator.organization(ORG);
    let sales = "";
    let program = "";
    before(() => {
      sales = organization().createShared({ email: "Sales@example.org", name: "Made by hand" });
      organization().access.set(sales, employee(4), OWNER);
      organization().access.set(sales, employee(5), TWO);
      organization().enableDelegation(employee(1));
      organization().access.set(employee(1), employee(6), TWO);
      program = [
        'new yandex360.SharedMailbox("sales", { email: "sales@example.org", name: "First line", adopt: true });',
        'new yandex360.SharedMailbox("help", { email: "help@example.org", name: "Help", adopt: true });',
        `new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" });`,
        `new yandex360.DelegatedMailbox("chief", { ownerId: "${employee(3)}" });`,
      ].join("\n");
    });

    it("what is taken over, and what changes; with one look at each list, and no write", async () => {
      project.program(program);

      const { messages, requests } = await project.succeed("preview");
      assert.deepEqual(messages.sort(), [
        `info boss: delegation is on already, with access for ${employee(6)} (imapAdmin, sender)`,
        "info help: there is no shared mailbox with this address to adopt: it will be created",
        `info sales: takes over shared mailbox ${sales} ("Made by hand" → "First line")`,
      ]);
      assert.deepEqual(requests.map(({ endpoint }) => endpoint).sort(), [
        "GetShared",
        "ListActors",
        "ListDelegated",
        "ListShared",
      ]);
    });

    it("who would lose access on a mailbox that the program has by its resource, where its id can be foreseen", async () => {
      const byResource = program
        .replace('new yandex360.SharedMailbox("sales"', "const sales = $&")
        .replace('new yandex360.DelegatedMailbox("boss"', "const boss = $&");
      const anna = `{ mailboxId: boss.id, actorId: "${employee(6)}", roles: ["owner"] }`;
      project.program(
        `${byResource}\n${list("access", "sales.id", [entry(2, "owner")])}\nnew yandex360.MailboxAccess("anna", ${anna});`,
      );

      const { messages, writes } = await project.fail("preview");
      const about = messages
        .filter((message) => /^\w+ (access|anna):/.test(message))
        // What the engine puts before the reason that a plugin gives.
        .map((message) => message.replace("Preview failed: ", ""))
        .sort();
      const [error, ...others] = about;
      assert.equal(
        error,
        `error access: ${employee(4)} (owner) and ${employee(5)} (imapAdmin, sender) have access to mailbox ${sales} and ` +
          'are not in `access`: add them to it, or set `unlisted: "remove"` to take their access away',
      );
      // A plugin's refusal ends the preview, whatever else is still to be looked at.
      if (how !== "the plugin") {
        assert.deepEqual(others, [`warning anna: replaces the roles of ${employee(6)} (imapAdmin, sender) by owner`]);
      }
      assert.deepEqual(writes, []);
    });

    // An older SDK has its part in what is printed and in what a preview is; the rest is the same code as with the current one.
    if (how !== OLDEST) {
      it("who would lose access by a new list: without leave, the preview fails and names each", async () => {
        project.program(`${program}\n${list("access", `"${sales}"`, [entry(2, "owner")])}`);

        const { messages, output } = await project.fail("preview");
        const error = messages.filter((message) => message.startsWith("error access:"));
        assert.equal(error.length, 1);
        assert.ok(
          error[0]?.includes(`${employee(4)} (owner) and ${employee(5)} (imapAdmin, sender) have access`),
          error[0],
        );
        assert.doesNotMatch(output, /\bat .*\.js:\d|node_modules/);
      });

      it("nothing without a token, and says so in one line", async () => {
        const { messages, requests } = await project.succeed("preview", { env: { YANDEX360_TOKEN: "" } });

        assert.deepEqual(requests, []);
        assert.equal(messages.length, 1);
        assert.match(messages[0] ?? "", /^info: without a token .* YANDEX360_TOKEN$/);
      });

      it("nothing where it is switched off", async () => {
        const { messages, requests } = await project.succeed("preview", { env: { YANDEX360_PREVIEW_LOOKS: "false" } });

        assert.deepEqual([messages, requests], [[], []]);
      });

      it("and goes on where a look is refused, with one warning that says what and why", async () => {
        // Nothing else may end this preview: a plugin's refusal would, before the look that is refused here.
        project.program(program);
        const refused = project.emulator.inject({ endpoint: "ListDelegated", fault: "status-403-admin", times: 9 });

        const { messages, output } = await project.succeed("preview");
        refused.remove();
        const warnings = messages.filter((message) => message.startsWith("warning"));
        assert.equal(warnings.length, 1);
        assert.match(
          warnings[0] ?? "",
          /^warning: could not look at what exists already, such as the delegation of mailbox .* HTTP 403/,
        );
        assert.ok(!output.includes("test-token"));
      });
    }

    it("nothing in the `up` itself, and nothing of what is in state", async () => {
      project.program(program);
      const { requests } = await project.succeed("up");
      assert.deepEqual(
        requests.filter(({ endpoint }) => endpoint === "ListDelegated"),
        [],
      );

      for (const command of ["preview", "up"]) {
        const again = await project.succeed(command);
        assert.deepEqual([again.steps, again.requests, again.messages], [[], [], []]);
      }
    });

    // The engine tells a plugin nothing of `--replace` and of `deleteBeforeReplace`. The oldest SDK: as above.
    if (how !== CURRENT) return;
    it("who loses access where a delegation is replaced and deleted first, without refusing what a list leaves out", async () => {
      const urn = (await project.state()).get("boss")?.urn ?? "";
      const boss = `const boss = new yandex360.DelegatedMailbox("boss", { ownerId: "${employee(1)}" }, { deleteBeforeReplace: true });`;
      const others = program.split("\n").filter((line) => !line.includes('"boss"'));
      project.program([...others, boss, list("team", "boss.id", [entry(2, "owner")])].join("\n"));

      const { messages } = await project.succeed(`preview --replace ${urn}`);
      assert.deepEqual(messages, [
        `warning boss: delegation is on already, with access for ${employee(6)} (imapAdmin, sender); if this replaces the ` +
          "delegation, `deleteBeforeReplace` takes all of this access away, and only those to whom the program gives access " +
          "get it again",
      ]);
    });
  });
}
