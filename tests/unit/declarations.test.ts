import assert from "node:assert/strict";
import { Declarations } from "../../provider/engine/declarations";
import { mailboxAccessList } from "../../provider/resources/mailboxAccessList";
import { sharedMailbox } from "../../provider/resources/sharedMailbox";
import { Holdings } from "../../provider/service/holdings";

const SHARED = { orgId: "1", email: "support@example.org", name: "Support", description: "", adopt: false };

describe("declarations", () => {
  it("have what was added, in whatever order its properties are", () => {
    const declarations = new Declarations(sharedMailbox, new Holdings());
    declarations.add(SHARED);
    assert.equal(declarations.has(Object.fromEntries(Object.entries(SHARED).reverse())), true);
    assert.equal(
      declarations.has(Object.fromEntries(Object.entries(SHARED).sort(([a], [b]) => a.length - b.length))),
      true,
    );
  });

  it("have a list whose employees come in another order, as the host's protocol gives them", () => {
    const list = {
      orgId: "1",
      mailboxId: "7",
      access: { "99999999999": ["shared_mailbox_owner"], "1130000000000002": ["shared_mailbox_reader"] },
      notify: "all" as const,
      exclusive: true,
      unlisted: "refuse" as const,
    };
    const declarations = new Declarations(mailboxAccessList, new Holdings());
    declarations.add(list);
    const access = Object.fromEntries(Object.entries(list.access).reverse());
    assert.equal(declarations.has({ ...list, access }), true);
    assert.equal(declarations.has({ ...list, access: { ...access, "99999999999": [] } }), false);
  });

  it("tell inputs apart that differ in one property, in its value or its name", () => {
    const { description: _, ...without } = SHARED;
    const all = [
      {},
      SHARED,
      without,
      { ...SHARED, name: "Help" },
      { ...SHARED, adopt: true },
      { ...without, text: "" },
    ];
    for (const declared of all) {
      const declarations = new Declarations(sharedMailbox, new Holdings());
      declarations.add(declared);
      assert.deepEqual(
        all.filter((inputs) => declarations.has(inputs)),
        [declared],
      );
    }
  });

  it("hold what the resource stands for, and nothing before", () => {
    const holdings = new Holdings();
    const declarations = new Declarations(sharedMailbox, holdings);
    declarations.add(SHARED);
    const [key = ""] = sharedMailbox.holds(SHARED, "7");
    assert.equal(holdings.isHeld(key), false);
    declarations.hold("7", SHARED);
    assert.equal(holdings.isHeld(key), true);
  });
});
