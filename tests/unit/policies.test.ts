import assert from "node:assert/strict";
import type { PolicyResource, ResourceValidationPolicy } from "@pulumi/policy";
import sinon from "sinon";
import {
  accessHasAnEnd,
  ownersPerMailbox,
  sharedMailboxIsProtected,
  teamIsNotOwner,
} from "../../examples/policies/policies";

const OPTIONS = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};

/** A resource of the plugin's host, unless `type` is a whole one. */
function resource(
  type: string,
  name: string,
  props: Record<string, unknown>,
  mailbox?: PolicyResource,
): PolicyResource {
  const token = type.includes(":") ? type : `yandex360:index:${type}`;
  return {
    type: token,
    name,
    props,
    urn: `urn:pulumi:dev::test::${token}::${name}`,
    opts: OPTIONS,
    dependencies: [],
    propertyDependencies: mailbox === undefined ? {} : { mailboxId: [mailbox] },
    isType: () => false,
    asType: () => undefined,
  };
}

class NotApplicable extends Error {}

/** What the policies of a resource say. */
function said({ validateResource }: ResourceValidationPolicy, about: PolicyResource, config: object = {}): string[] {
  assert.ok(typeof validateResource === "function");
  const messages: string[] = [];
  const args = {
    ...about,
    stackTags: new Map(),
    getConfig: <T extends object>() => config as T,
    notApplicable: (reason?: string) => {
      throw new NotApplicable(reason);
    },
    asType: () => undefined,
  };
  validateResource(args, (message) => messages.push(message));
  return messages;
}

/** What the policy on owners says, with the name of the resource that it is about. */
function saidOfOwners(resources: PolicyResource[], config = { least: 1, most: 3 }): [string, string | undefined][] {
  const messages: [string, string | undefined][] = [];
  const args = {
    resources,
    stackTags: new Map(),
    getConfig: <T extends object>() => config as object as T,
    notApplicable: (reason?: string) => {
      throw new NotApplicable(reason);
    },
  };
  void ownersPerMailbox.validateStack(args, (message, urn) => messages.push([message, urn?.split("::").at(-1)]));
  return messages;
}

const grant = (actorId: unknown, ...roles: string[]) => ({ actorId, roles });

describe("The policy pack of the examples", () => {
  afterEach(() => sinon.restore());

  describe("on access that has an end", () => {
    const config = { permanent: ["1"], until: { "2": "2026-11-26" } };
    const list = resource("MailboxAccessList", "team", {
      access: [grant("1", "reader"), grant(2, "reader"), grant("3", "sender")],
    });

    it("names who is not permanent and has no end, whatever the program writes access as", () => {
      sinon.useFakeTimers(new Date("2026-11-26T23:59:00Z"));
      const written = [
        list,
        resource("MailboxAccessList", "team", { access: { "1": ["reader"], "2": ["reader"], "3": ["sender"] } }),
        resource("MailboxAccess", "one", grant("3", "sender")),
        resource("pulumi-nodejs:dynamic/yandex360:MailboxAccess", "one", grant("3", "sender")),
      ];
      for (const one of written) {
        assert.deepEqual(said(accessHasAnEnd, one, config), [
          "Employee 3 is not permanent and has access without an end. Add a day to until, or take it away.",
        ]);
      }
    });

    it("counts the last day in, and the day after it as ended", () => {
      const one = resource("MailboxAccess", "one", grant("2", "reader"));
      const clock = sinon.useFakeTimers(new Date("2026-11-26T23:59:00Z"));
      assert.deepEqual(said(accessHasAnEnd, one, config), []);
      clock.tick(60_000);
      assert.deepEqual(said(accessHasAnEnd, one, config), [
        "The access of employee 2 ended on 2026-11-26. Take it away, or set a later day.",
      ]);
    });

    it("does not apply where nobody has said who is permanent, and has nothing to say of resources of others", () => {
      assert.throws(() => said(accessHasAnEnd, list), NotApplicable);
      const other = resource("example:index:MailboxAccess", "other", grant("9", "owner"));
      assert.deepEqual(said(accessHasAnEnd, other, config), []);
    });
  });

  describe("on owners", () => {
    const sales = resource("SharedMailbox", "sales", {});
    const boss = resource("DelegatedMailbox", "boss", {});
    const owned = (name: string, mailbox: PolicyResource, ...ids: string[]) =>
      resource("MailboxAccessList", name, { access: ids.map((id) => grant(id, "shared_mailbox_owner")) }, mailbox);

    it("wants one to three different people, in lists and single resources together", () => {
      const third = resource("MailboxAccess", "third", grant("3", "owner"), sales);
      const fourth = resource("MailboxAccess", "fourth", grant("4", "owner"), sales);
      const again = resource("MailboxAccess", "again", grant("1", "owner"), sales);
      const reader = resource("MailboxAccess", "reader", grant("5", "reader"), sales);
      const list = owned("list", sales, "1", "2");

      assert.deepEqual(saidOfOwners([sales, list, third, again, reader]), []);
      assert.deepEqual(saidOfOwners([sales, list, third, fourth]), [
        ["Mailbox sales has 4 owners. Leave the role to 3 at most.", "sales"],
      ]);
      assert.deepEqual(saidOfOwners([sales, reader]), [
        ["Mailbox sales has 0 owners. Give the role to at least 1.", "sales"],
      ]);
      assert.deepEqual(saidOfOwners([sales, list], { least: 0, most: 1 }), [
        ["Mailbox sales has 2 owners. Leave the role to 1 at most.", "sales"],
      ]);
    });

    it("wants no more on a delegated mailbox either, which needs none, nor on one of another stack", () => {
      const elsewhere = ["1", "2", "3", "4"].map((id) =>
        resource("MailboxAccess", id, { mailboxId: "77", ...grant(id, "owner") }),
      );
      assert.deepEqual(saidOfOwners([boss]), []);
      assert.deepEqual(saidOfOwners([boss, owned("list", boss, "1", "2", "3", "4")]), [
        ["Mailbox boss has 4 owners. Leave the role to 3 at most.", "boss"],
      ]);
      assert.deepEqual(saidOfOwners(elsewhere), [["Mailbox 77 has 4 owners. Leave the role to 3 at most.", undefined]]);
    });

    it("finds a team that owns a mailbox as a whole", () => {
      const team = [grant("1", "owner"), grant("2", "owner", "sender"), grant("3", "shared_mailbox_owner")];
      const list = (...access: object[]) => resource("MailboxAccessList", "team", { access });
      assert.deepEqual(said(teamIsNotOwner, list(...team), { people: 3 }), [
        "All 3 people on list team are owners. Give most of them editor and sender.",
      ]);
      assert.deepEqual(said(teamIsNotOwner, list(...team), { people: 4 }), []);
      assert.deepEqual(said(teamIsNotOwner, list(...team, grant("4", "reader")), { people: 3 }), []);
    });
  });

  it("wants shared mailboxes protected, and only these", () => {
    const sales = resource("SharedMailbox", "sales", {});
    const guarded = { ...sales, opts: { ...OPTIONS, protect: true } };
    assert.deepEqual(said(sharedMailboxIsProtected, sales), [
      "Shared mailbox sales is not protected. Set the resource option protect: true.",
    ]);
    assert.deepEqual(said(sharedMailboxIsProtected, guarded), []);
    assert.deepEqual(said(sharedMailboxIsProtected, resource("DelegatedMailbox", "boss", {})), []);
  });
});
