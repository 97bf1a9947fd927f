import assert from "node:assert/strict";
import type { Spec } from "../../../organization";
import { parseData } from "../../../organization";
import type { OrganizationSpec } from "../../../organization/spec";
import { vocabulary } from "../../../provider/vocabulary";

/** The compiler refuses this file where the shapes and the types that programs name are not the same. */
const asShaped = (spec: OrganizationSpec): Spec => spec;
const asNamed = (spec: Spec): OrganizationSpec => spec;

describe("the types of an organization file", () => {
  it("are those of its shapes, in both directions", () => {
    const data = {
      stack: "acme",
      domain: "acme.example",
      teams: { duty: ["anna"], sales: { group: "Sales", mayBeEmpty: true } },
      shared: { box: { email: "box@acme.example", name: "Box", was: ["old"], access: { "team:duty": ["reader"] } } },
      delegated: { anna: { exclusive: false, access: { boris: { roles: ["owner"], until: "2026-12-31" } } } },
    };
    const { spec } = parseData(data, "spec", vocabulary);
    assert.ok(spec !== undefined);
    assert.deepEqual(asShaped(asNamed(spec)), data);
  });
});
