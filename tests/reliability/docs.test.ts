import { strict as assert } from "node:assert";
import { FAULT_KINDS } from "../../emulator";
import { readDocument, withTables } from "./harness/docs";
import { EXPECTED, PASSING } from "./harness/faultTable";
import { applies } from "./harness/grid";
import { SITUATIONS } from "./harness/situations";

describe("docs/reliability.md", () => {
  it("has the table that the tests are generated from", () => {
    assert.equal(readDocument(), withTables(readDocument()));
  });

  it("says of every fault and every request how it ends", () => {
    for (const kind of FAULT_KINDS) {
      const codes = EXPECTED[kind].split(" ");
      assert.equal(codes.length, SITUATIONS.length, kind);
      for (const [place, situation] of SITUATIONS.entries()) {
        assert.match(
          codes[place] ?? "",
          applies(kind, situation) ? /^[coh]{2}$/ : /^--$/,
          `${kind}, ${situation.name}`,
        );
      }
    }
    assert.ok(FAULT_KINDS.length >= 30 && SITUATIONS.length >= 12 && PASSING.length >= 10);
  });
});
