import assert from "node:assert/strict";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Emulator, startEmulator } from "../../emulator";
import { serve } from "../../provider/hosts/plugin/server";
import { ORG, TOKEN } from "../support/context";

const NOBODY = "127.0.0.1:1";
const URN = "urn:pulumi:dev::default::yandex360:index:SharedMailbox::SharedMailbox";

/** Calls a method as the engine does. */
function call<Request, Response>(
  method: (request: Request, done: (error: { details: string } | null, response: Response) => void) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    method(request, (error, response) => (error === null ? resolve(response) : reject(new Error(error.details))));
  });
}

describe("an update that the engine's own diff calls a replacement, as in `pulumi do … patch`", () => {
  let emulator: Emulator;
  let client: ResourceProviderClient;
  let stop: () => Promise<void>;

  before(async () => {
    emulator = await startEmulator();
    const { port, end } = await serve(NOBODY, new AbortController());
    stop = end;
    client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const request = new rpc.ConfigureRequest();
    const settings = { orgId: ORG, token: TOKEN, apiUrl: emulator.url };
    for (const [name, value] of Object.entries(settings)) {
      request.getVariablesMap().set(`yandex360:config:${name}`, value);
    }
    await call<rpc.ConfigureRequest, rpc.ConfigureResponse>(client.configure.bind(client), request);
  });
  after(async () => {
    client.close();
    await stop();
    await emulator.close();
  });

  const state = { orgId: ORG, email: "support@example.org", name: "Support", description: "", adopt: false };
  const make = () => emulator.organization(ORG).createShared(state);

  function update(id: string, change: object, preview: boolean): Promise<rpc.UpdateResponse> {
    const request = new rpc.UpdateRequest();
    request.setUrn(URN);
    request.setId(id);
    request.setOlds(Struct.fromJavaScript(state));
    request.setNews(Struct.fromJavaScript({ ...state, ...change }));
    request.setPreview(preview);
    return call<rpc.UpdateRequest, rpc.UpdateResponse>(client.update.bind(client), request);
  }

  for (const preview of [true, false]) {
    it(`is refused in one line and asks nothing, ${preview ? "in a dry run" : "for real"}`, async () => {
      await assert.rejects(update("1130000900000001", { email: "sales@example.org" }, preview), {
        message:
          `could not update shared mailbox support@example.org (1130000900000001) in organization ${ORG}: another ` +
          "`email` means another resource; nothing was changed: create the new one, then delete this one",
      });
      assert.deepEqual(emulator.journal, []);
    });
  }

  it("changes the mailbox that an address, or an id behind its organization, stands for", async () => {
    const id = make();
    await update("support@example.org", { name: "First line" }, false);
    await update(`${ORG}:${id}`, { name: "First line", description: "We answer" }, false);

    const [mailbox] = emulator.organization(ORG).snapshot().shared;
    assert.deepEqual([mailbox?.name, mailbox?.description], ["First line", "We answer"]);
  });
});
