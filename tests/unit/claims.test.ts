import assert from "node:assert/strict";
import { CLAIMS, Claims } from "../../provider/engine/claims";
import { resources, resourceTypes } from "../../provider/registry";

const access = (employee: string, mailbox = "5") => CLAIMS.MailboxAccess.of(mailbox, employee);
const list = (mailbox = "5") => CLAIMS.MailboxAccessList.of(mailbox);

describe("claims", () => {
  for (const type of resourceTypes) {
    it(`are made from properties of ${type} whose change replaces it`, () => {
      const properties = Object.entries(resources[type].lifecycle.properties);
      for (const name of CLAIMS[type].properties) {
        assert.equal(properties.find(([property]) => property === name)?.[1].change, "replace");
      }
    });

    it(`refuse a second ${type} for the same thing, naming both and what to do, and no other`, () => {
      const { properties, of } = CLAIMS[type];
      const claims = new Claims();
      const thing = of(...properties.map((_, at) => `${at + 5}`));
      assert.equal(claims.take("first", thing), undefined);
      assert.equal(claims.take("elsewhere", of(...properties.map((_, at) => `${at + 7}`))), undefined);
      assert.equal(
        claims.take("second", thing),
        `first and second both declare ${thing.thing}: remove one of the two from the program`,
      );
    });
  }

  it("let any number of employees have access to one mailbox", () => {
    const claims = new Claims();
    assert.equal(claims.take("one", access("11")), undefined);
    assert.equal(claims.take("two", access("12")), undefined);
  });

  for (const order of ["the list", "the access"]) {
    it(`refuse a list beside access to its mailbox where ${order} comes first, and say where the employee goes`, () => {
      const claims = new Claims();
      const both = [() => claims.take("list", list()), () => claims.take("access", access("11"))];
      const [first, second] = order === "the list" ? both : both.reverse();
      assert.equal(first?.(), undefined);
      assert.equal(
        second?.(),
        "list and access both declare access to mailbox 5: add the employee to `access` of list and remove access, or " +
          "remove the list",
      );
      assert.equal(claims.take("other list", list("6")), undefined);
    });
  }
});
