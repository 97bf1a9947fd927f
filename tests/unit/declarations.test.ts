import assert from "node:assert/strict";
import { Declarations } from "../../provider/engine/declarations";
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
