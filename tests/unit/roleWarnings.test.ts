import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import sinon from "sinon";
import { warnAboutRoles } from "../../sdk/access";

const owner = "shared_mailbox_owner";
const reader = "shared_mailbox_reader";
const halfSender = "shared_mailbox_half_sender";

describe("the warnings about roles", () => {
  const resource = sinon.createStubInstance(pulumi.ComponentResource);
  let warn: sinon.SinonStub;

  beforeEach(() => {
    warn = sinon.stub(pulumi.log, "warn").resolves();
  });
  afterEach(() => warn.restore());

  /** What is said beside the resource of these roles. */
  async function warnings(roles: pulumi.Input<pulumi.Input<string>[]>): Promise<unknown[]> {
    warnAboutRoles(roles, resource);
    await new Promise((resolve) => setImmediate(resolve));
    for (const [, beside] of warn.args) assert.equal(beside, resource);
    return warn.args.map(([text]) => text);
  }

  it("name the roles and the mistake, as soon as the roles are known", async () => {
    const [text, ...more] = await warnings(pulumi.output(Promise.resolve([reader, halfSender])));

    assert.match(
      String(text),
      /^shared_mailbox_reader, shared_mailbox_half_sender: .* use shared_mailbox_sender instead/,
    );
    assert.deepEqual(more, []);
  });

  it("name a role that the package does not know", async () => {
    assert.deepEqual(await warnings([owner, "shared_mailbox_new"]), [
      'role "shared_mailbox_new" is not one this package knows; it is passed on as it is',
    ]);
  });

  it("are none for lists with neither the owner's role nor the sender's", async () => {
    assert.deepEqual(await warnings([reader]), []);
    assert.deepEqual(await warnings(["shared_mailbox_imap_admin", halfSender]), []);
  });
});
