import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { given, workable } from "../../sdk/given";

const NAME = 'SharedMailbox "support"';
const isToldTo = (advice: RegExp) => (error: unknown) =>
  pulumi.RunError.isInstance(error) && error.message.startsWith(NAME) && advice.test(error.message);

describe("what a constructor is given", () => {
  it("is passed on whole", () => {
    const args = { email: "a@example.org", exclusve: false, id: undefined };
    assert.equal(given(NAME, args), args);
  });

  for (const name of ["id", "urn"]) {
    it(`has no ${name}, which Pulumi would drop`, () => {
      assert.throws(() => given(NAME, { [name]: "1" }), isToldTo(new RegExp(`${name} is an output`)));
    });
  }

  for (const nothing of [undefined, null, "text"]) {
    it(`is an object, not ${nothing}`, () => {
      assert.throws(() => Reflect.apply(given, undefined, [NAME, nothing]), isToldTo(/has no arguments/));
    });
  }
});

describe("resource options", () => {
  it("that work are passed on as they are", () => {
    const opts = { protect: true, replaceOnChanges: [], ignoreChanges: ["*"] };
    assert.equal(workable(NAME, opts), opts);
    assert.equal(workable(NAME, undefined), undefined);
  });

  it("do not import, and the error names what does", () => {
    assert.throws(() => workable(NAME, { import: "113" }), isToldTo(/adopt: true/));
    const take = () => workable('DelegatedMailbox "boss"', { import: "113" });
    assert.throws(
      take,
      (error: Error) => /takes over what is there/.test(error.message) && !/adopt/.test(error.message),
    );
  });

  it("do not replace what is half-made", () => {
    assert.throws(() => workable(NAME, { replaceOnChanges: ["name", "*"] }), isToldTo(/half-made/));
  });
});
