import { strict as assert } from "node:assert";
import { FAULT_KINDS } from "../../emulator";
import { readDocument, withTables } from "./harness/docs";
import { applies, PASSING } from "./harness/faultTable";
import { SITUATIONS } from "./harness/situations";

describe("docs/reliability.md", () => {
  it("has the table that the tests are generated from", () => {
    assert.equal(readDocument(), withTables(readDocument()));
  });

  it("has no kind of fault that can happen at no request", () => {
    for (const kind of FAULT_KINDS) {
      assert.ok(
        SITUATIONS.some((situation) => applies(kind, situation)),
        `${kind} happens nowhere`,
      );
    }
    assert.ok(FAULT_KINDS.length >= 30 && SITUATIONS.length >= 12 && PASSING.length >= 10);
  });
});
