import assert from "node:assert/strict";
import { Program } from "../../provider/hosts/plugin/program";

/** How the engine writes an id that is only known after `up`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const named = (name: string) => ({ urn: `urn::${name}`, type: "MailboxAccess" as const, name });

describe("What the plugin knows of a program", () => {
  it("takes no two mailboxes that are only known after `up` for the same one", () => {
    const program = new Program();
    for (const name of ["one", "two"]) {
      assert.equal(program.refusalOf(named(name), { mailboxId: UNKNOWN, actorId: "2" }), undefined);
    }
  });

  it("refuses the second resource for one access, and not the first where the engine asks again", () => {
    const program = new Program();
    const inputs = { mailboxId: "1", actorId: "2" };
    assert.equal(program.refusalOf(named("one"), inputs), undefined);
    assert.match(program.refusalOf(named("two"), inputs) ?? "", /^MailboxAccess "one" and MailboxAccess "two" both/);
    assert.equal(program.refusalOf(named("one"), inputs), undefined);
  });
});
