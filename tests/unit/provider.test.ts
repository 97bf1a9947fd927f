import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import { ApiError } from "../../provider/api/errors";
import { configure } from "../../provider/hosts/dynamic";
import { type ResourceType, resourceTypes } from "../../provider/registry";
import { failure } from "../support/context";

type Provider = Required<pulumi.dynamic.ResourceProvider>;

const ORG = "1000001";
const OWNER = "1130000000000001";
const TYPES: Record<ResourceType, { inputs: Record<string, unknown>; id: string; thing: string[] }> = {
  SharedMailbox: {
    inputs: { orgId: ORG, email: "support@example.org", name: "Support", description: "", adopt: false },
    id: "1130000900000001",
    thing: ["support@example.org"],
  },
  DelegatedMailbox: { inputs: { orgId: ORG, ownerId: OWNER }, id: OWNER, thing: [OWNER] },
  MailboxAccess: {
    inputs: { orgId: ORG, mailboxId: "1130000900000001", actorId: OWNER, roles: ["r"], notify: "none" },
    id: `1130000900000001/${OWNER}`,
    thing: ["1130000900000001", OWNER],
  },
  MailboxAccessList: {
    inputs: {
      ...{ orgId: ORG, mailboxId: "1130000900000002", access: { [OWNER]: ["r"] } },
      ...{ notify: "none", exclusive: true, unlisted: "refuse" },
    },
    id: "1130000900000002",
    thing: ["1130000900000002"],
  },
};

/** As 0.1.0 wrote it where the package was found by its name, and where it lay below a library. */
const BY_NAME = 'const provider = require("pulumi-yandex360/shell/sharedMailbox");';
const BY_PLACE = 'require("@acme/mail/node_modules/pulumi-yandex360/dist/sdk/shell/sharedMailbox.js")';

/** As the host does it: the shell of a type, configured with the stack's config. */
async function provider(type: ResourceType, config: Record<string, string>): Promise<Provider> {
  const shell = {};
  const get = (key: string) => config[key];
  await configure(shell, type, { config: { get, require: (key) => get(key) ?? assert.fail(key) } });
  return shell as Provider;
}

/** The error and what led to it, back to the first. */
function causesOf(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

/** The operations that make requests, by what the errors call them. */
const OPERATIONS: Record<string, (of: Provider, type: ResourceType) => Promise<unknown>> = {
  // First, since what the program holds in this process is not deleted.
  delete: (of, type) => of.delete(TYPES[type].id, TYPES[type].inputs),
  create: (of, type) => of.create(TYPES[type].inputs),
  read: (of, type) => of.read(TYPES[type].id, TYPES[type].inputs),
  update: (of, type) =>
    of.update(TYPES[type].id, { ...TYPES[type].inputs, name: "Old", roles: [], access: {} }, TYPES[type].inputs),
};

describe("provider", () => {
  const saved = Object.entries(process.env).filter(([name]) => name.startsWith("YANDEX360_"));
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(401, { "content-type": "application/json" });
    response.end('{"code":16,"message":"Unauthorized y0_secret","details":[]}');
  });
  let apiUrl = "";

  before(async () => {
    for (const [name] of saved) {
      delete process.env[name];
    }
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    requests = 0;
  });
  after(async () => {
    Object.assign(process.env, Object.fromEntries(saved));
    await new Promise((resolve) => server.close(resolve));
  });

  for (const type of resourceTypes) {
    const { inputs, id, thing } = TYPES[type];
    const program = type === "MailboxAccessList" ? { ...inputs, access: [{ actorId: OWNER, roles: ["r"] }] } : inputs;
    const { orgId: _, ...without } = program;

    for (const [name, operate] of Object.entries(OPERATIONS)) {
      it(`${name} of ${type} without a token makes no request, and names key and variable`, async () => {
        const of = await provider(type, { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl });
        const { message } = await failure(operate(of, type));
        assert.match(message, /yandex360:token.*YANDEX360_TOKEN/);
        assert.equal(requests, 0);
      });

      it(`${name} of ${type} that is refused names operation, thing and organization, on one line without the token`, async () => {
        const of = await provider(type, {
          "yandex360:orgId": ORG,
          "yandex360:apiUrl": apiUrl,
          "yandex360:token": "y0_secret",
        });
        const error = await failure(operate(of, type));
        assert.ok(requests > 0);
        assert.match(error.message, new RegExp(`^could not ${name} `));
        for (const fact of [...thing, `organization ${ORG}`, "HTTP 401", "yandex360:token"]) {
          assert.ok(error.message.includes(fact), `${fact} in: ${error.message}`);
        }
        assert.ok(
          causesOf(error).some((cause) => cause instanceof ApiError && cause.reason === "unauthorized"),
          inspect(error),
        );
        for (const text of [
          error.message,
          error.stack ?? "",
          inspect(error, { depth: 9, showHidden: true }),
          JSON.stringify(error),
        ]) {
          assert.ok(!text.includes("y0_secret"));
          assert.doesNotMatch(text, /\.ts:\d/);
        }
        assert.doesNotMatch(`${error.message}${error.stack}`, /\p{Cc}/u);
      });

      it(`${name} of ${type} with a setting that cannot be used makes no request and names the setting`, async () => {
        const of = await provider(type, {
          "yandex360:orgId": ORG,
          "yandex360:apiUrl": "http://evil.example.org",
          "yandex360:token": "t",
        });
        assert.match((await failure(operate(of, type))).message, /yandex360:apiUrl/);
      });
    }

    it(`check and diff of ${type} need no token and make no request`, async () => {
      const of = await provider(type, { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl });
      assert.deepEqual(await of.check({}, program), { inputs, failures: [] });
      assert.deepEqual(await of.diff(id, inputs, inputs), { changes: false, replaces: [] });
      assert.equal(requests, 0);
    });

    it(`check of ${type} takes the stack's organization where the resource names none, and else the resource's`, async () => {
      const of = await provider(type, { "yandex360:orgId": "77" });
      assert.equal((await of.check({}, without)).inputs.orgId, "77");
      assert.equal((await of.check({}, { ...without, orgId: null })).inputs.orgId, "77");
      assert.equal((await of.check({}, program)).inputs.orgId, ORG);
      assert.equal((await of.check({}, { ...without, orgId: 1000001 })).inputs.orgId, ORG);
    });

    it(`check of ${type} without any organization names the config key and the variable`, async () => {
      const of = await provider(type, {});
      const { failures = [] } = await of.check({}, without);
      const missing = failures.filter(({ reason }) => reason.startsWith("orgId is missing"));
      assert.equal(missing.length, 1);
      assert.match(missing[0]?.reason ?? "", /yandex360:orgId.*YANDEX360_ORG_ID/);
    });

    it(`check of ${type} with a setting that cannot be used says that alone`, async () => {
      const of = await provider(type, { "yandex360:orgId": ORG, "yandex360:apiUrl": "http://evil.example.org" });
      const { failures = [] } = await of.check({}, inputs);
      assert.deepEqual(failures, [
        {
          property: "",
          reason: 'yandex360:apiUrl "http://evil.example.org" has to be an https URL (http only on this machine)',
        },
      ]);
    });
  }

  it("lets the engine print a value beside its property only where that is a word or a number, and no token", async () => {
    const failuresOf = async (type: ResourceType, given: object) => {
      const of = await provider(type, { "yandex360:orgId": ORG });
      return (await of.check({}, { ...TYPES[type].inputs, ...given })).failures;
    };
    const reason = "has to have at least 1 character";
    assert.deepEqual(await failuresOf("MailboxAccess", { roles: ["r", ""] }), [
      { property: "", reason: `roles[1] "" ${reason}` },
    ]);
    assert.deepEqual(await failuresOf("MailboxAccessList", { access: [{ actorId: OWNER, roles: [""] }] }), [
      { property: "", reason: `access[0].roles[0] "" ${reason}` },
    ]);
    assert.deepEqual(await failuresOf("MailboxAccessList", { access: 7 }), [
      { property: "access", reason: "has to be a list of { actorId, roles }, or the roles by employee id" },
    ]);
    assert.deepEqual(await failuresOf("SharedMailbox", { name: null }), [{ property: "", reason: "name is required" }]);
    assert.deepEqual(await failuresOf("SharedMailbox", { email: "y0_AgAAAABexample" }), [
      { property: "", reason: "email has to be an address such as support@example.org" },
    ]);
    assert.deepEqual(await failuresOf("SharedMailbox", { token: "y0_AgAAAABexample" }), [
      { property: "", reason: "token is not a property: there are orgId, email, name, description, adopt" },
    ]);
  });

  it("forgets a token and an organization that the next configuration does not have", async () => {
    await provider("DelegatedMailbox", { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl, "yandex360:token": "t" });
    const of = await provider("DelegatedMailbox", { "yandex360:apiUrl": apiUrl });
    assert.match((await failure(of.delete(OWNER, TYPES.DelegatedMailbox.inputs))).message, /yandex360:token/);
    assert.equal((await of.check({}, { ownerId: OWNER })).failures?.length, 1);
    assert.equal(requests, 0);
  });

  it("is whole as soon as configure is called, before its promise has resolved", async () => {
    const shell = {};
    const configured = configure(shell, "SharedMailbox", { config: { get: () => undefined, require: () => "" } });
    assert.deepEqual(Object.keys(shell).sort(), ["check", "create", "delete", "diff", "read", "update"]);
    await configured;
  });

  for (const type of resourceTypes) {
    it(`asks the service nothing where the state of a ${type} has only another provider text`, async () => {
      const of = await provider(type, { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl, "yandex360:token": "t" });
      const { id, inputs } = TYPES[type];
      const passed = { ...inputs, __provider: "this release's text" };
      const state = { ...inputs, __provider: 'require("@acme/mail/node_modules/pulumi-yandex360/dist/x.js")' };

      assert.equal((await of.diff(id, state, passed)).changes, true);
      assert.deepEqual((await of.update(id, state, passed)).outs, passed);
      assert.equal(requests, 0);
    });
  }

  for (const type of resourceTypes) {
    const { id, inputs } = TYPES[type];
    const passed = { ...inputs, __provider: "this release's text" };
    const diffOf = async (stored: string | undefined, text = passed.__provider) => {
      const of = await provider(type, { "yandex360:orgId": ORG });
      return of.diff(id, { ...inputs, __provider: stored }, { ...inputs, __provider: text });
    };

    it(`sees no change in a ${type} where the provider's text is that of 0.1.0`, async () => {
      assert.deepEqual(await diffOf(BY_NAME), { changes: false, replaces: [] });
    });

    it(`updates a ${type} where the provider's text cannot be run, or names a folder`, async () => {
      for (const text of [BY_NAME.replace("shared", "unshared"), BY_PLACE]) {
        assert.deepEqual(await diffOf(text), { changes: true, replaces: [] });
        assert.deepEqual(await diffOf(text, text), { changes: false, replaces: [] });
      }
    });

    it(`updates a ${type} that was the plugin's before, and has no provider's text`, async () => {
      assert.deepEqual(await diffOf(undefined), { changes: true, replaces: [] });
    });

    it(`does not take the provider's text for a property of ${type}, and does not keep it among the inputs`, async () => {
      const of = await provider(type, { "yandex360:orgId": ORG });
      const checked = await of.check({}, passed);
      assert.deepEqual(checked, { inputs, failures: [] });
      const bad = await of.check({}, { ...passed, orgId: "" });
      assert.equal(bad.failures?.length, 1);
      assert.equal("__provider" in bad.inputs, false);
    });

    it(`does not delete what a ${type} of the program stands for, whatever the provider's text`, async () => {
      const of = await provider(type, { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl, "yandex360:token": "t" });
      const renamed = { ...inputs, orgId: "77" };
      await of.check({}, { ...passed, ...renamed });
      await of.diff(id, { ...passed, ...renamed }, { ...passed, ...renamed });
      await of.delete(id, { ...passed, ...renamed });
      assert.equal(requests, 0);
    });
  }

  it("sends access again whose delegation this run has switched off, also where only the provider's text differs", async () => {
    const config = { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl, "yandex360:token": "t" };
    const owner = "1130000000000005";
    await failure((await provider("DelegatedMailbox", config)).delete(owner, { orgId: ORG, ownerId: owner }));
    const of = await provider("MailboxAccess", config);
    const inputs = { ...TYPES.MailboxAccess.inputs, mailboxId: owner };
    const update = of.update(
      `${owner}/${OWNER}`,
      { ...inputs, __provider: BY_PLACE },
      { ...inputs, __provider: "text" },
    );
    assert.match((await failure(update)).message, /^could not update access/);
  });

  it("cannot read what it has no state of, and says how to take it over", async () => {
    const of = await provider("SharedMailbox", { "yandex360:orgId": ORG, "yandex360:token": "t" });
    assert.match((await failure(of.read("7", undefined))).message, /cannot be imported.*adopt: true/);
  });
});

describe("the requests of one operation", () => {
  it("share what one of them knows: after one that gave up, the next is sent once", async () => {
    const asked: string[] = [];
    const server = createServer(({ method = "" }, response) => {
      asked.push(method);
      response.writeHead(503, method === "POST" ? { "retry-after": "86400" } : {});
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const config = { "yandex360:orgId": ORG, "yandex360:apiUrl": apiUrl, "yandex360:token": "y0_secret" };
      const of = await provider("MailboxAccess", config);
      await failure(of.create({ ...TYPES.MailboxAccess.inputs, actorId: "1130000000000007" }));
      assert.deepEqual(asked, ["POST", "GET"]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
