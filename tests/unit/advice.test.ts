import assert from "node:assert/strict";
import {
  ApiError,
  Cancelled,
  ConnectionError,
  type Endpoint,
  TaskFailed,
  TaskForgotten,
  TaskTimedOut,
  UnexpectedReply,
  Unproven,
  Yandex360Error,
} from "../../provider/api/errors";
import { explain, explainOperation } from "../../provider/engine/advice";
import { PartiallyCreated } from "../../provider/resources/partial";

const ENDPOINT: Endpoint = { method: "PUT", path: "/mailboxes/shared" };
const api = (status: number, serviceMessage?: string, code = 3) =>
  new ApiError({ endpoint: ENDPOINT, status, ...(serviceMessage === undefined ? {} : { code, serviceMessage }) });
const lost = (proxied: boolean, patience?: number) =>
  new ConnectionError(ENDPOINT, { what: "x", sent: false, proxied, ...(patience === undefined ? {} : { patience }) });

const LATER = "the service is out of order for now: run the command again later";
const SENTENCES: [error: unknown, sentence: string][] = [
  [api(503), `PUT /mailboxes/shared answered HTTP 503: ${LATER}`],
  [
    api(503).after({ tried: "gave up after 2 attempts in 9 s", acted: true }),
    `PUT /mailboxes/shared answered HTTP 503 (gave up after 2 attempts in 9 s): ${LATER}`,
  ],
  [api(404), "PUT /mailboxes/shared answered HTTP 404: this is not the API's own reply: check yandex360:apiUrl"],
  [
    api(404, "not_found", 5).advising("do this"),
    'PUT /mailboxes/shared answered HTTP 404 "not_found" (code 5): do this',
  ],
  [
    api(418),
    "PUT /mailboxes/shared answered HTTP 418: check address, name and description, and whether the organization is at its limit of shared mailboxes",
  ],
  [
    new UnexpectedReply(ENDPOINT, "HTML"),
    "PUT /mailboxes/shared was answered with HTML: check yandex360:apiUrl and any proxy in between",
  ],
  [
    lost(false),
    "PUT /mailboxes/shared got no answer: x: check the network and yandex360:apiUrl, and run the command again",
  ],
  [
    lost(true),
    "PUT /mailboxes/shared got no answer: x: check the network, HTTPS_PROXY and yandex360:apiUrl, and run the command again",
  ],
  [
    lost(false, 0),
    "PUT /mailboxes/shared got no answer: x: nothing listens there on this machine: start it, or correct yandex360:apiUrl",
  ],
  [
    lost(true, 0),
    "PUT /mailboxes/shared got no answer: x: nothing listens there on this machine: start it, or correct HTTPS_PROXY",
  ],
  [
    new ConnectionError(ENDPOINT, { what: "EPROTO", sent: false, patience: 0, withoutTls: true }).after({
      tried: "tried once",
      acted: false,
    }),
    "PUT /mailboxes/shared got no answer: EPROTO (tried once): the port does not speak TLS: check the scheme and the port of yandex360:apiUrl",
  ],
  [
    new ConnectionError({ ...ENDPOINT, path: "/v1/x" }, { what: "x", sent: false, proxied: true, withoutTls: true }),
    "PUT /v1/x got no answer: x: the port does not speak TLS: check the scheme and the port of yandex360:directoryUrl and HTTPS_PROXY",
  ],
  [new TaskFailed("t"), 'task t ended with the status "error"; the service gives no reason: run `pulumi up` again'],
  [
    new TaskForgotten("t"),
    "the service no longer knows task t, so it is not known how the task ended: run `pulumi up` again",
  ],
  [
    new TaskTimedOut("t", 5, "running"),
    'task t was still "running" after 5 s: run `pulumi up` again, or raise taskTimeout (yandex360:taskTimeout)',
  ],
  [new Cancelled(" in between"), "the command was cancelled in between: run the command again"],
  [
    new Unproven(ENDPOINT, "a list", "it is gone"),
    "PUT /mailboxes/shared was answered without a list, which is no proof that it is gone: run the command again; if the " +
      "admin console shows that it is so, take what is gone out of the state with `pulumi state delete <URN>`",
  ],
  [new Yandex360Error("it is as it is"), "it is as it is"],
  [new TypeError("x is not a function"), "TypeError: x is not a function (please report this)"],
  [undefined, "undefined (please report this)"],
];

describe("what a user reads of an error", () => {
  for (const [error, sentence] of SENTENCES) {
    it(`is what happened and what to do next: ${sentence}`, () => {
      assert.equal(explain(error), sentence);
    });

    it(`is the same when it comes wrapped: ${sentence}`, () => {
      assert.equal(explain(new PartiallyCreated("1", {}, new Yandex360Error([error]))), sentence);
    });
  }

  it("has the advice of each error that it tells of, in its place", () => {
    assert.equal(
      explain(new Yandex360Error(["first: ", api(503), "; then: ", new TaskFailed("t"), "; look"])),
      `first: PUT /mailboxes/shared answered HTTP 503: ${LATER}; then: task t ended with the status "error"; the service ` +
        "gives no reason: run `pulumi up` again; look",
    );
  });

  it("is one line, whatever an error tells of", () => {
    assert.equal(
      explain(new Yandex360Error(["a\n", new TypeError("b\r\nc")])),
      "a TypeError: b c (please report this)",
    );
  });
});

describe("the advice of an error", () => {
  it("says how to set a new token, and of a resource also which commands use the one in state", () => {
    const advice = "set a new one in YANDEX360_TOKEN, or with `pulumi config set --secret yandex360:token`";
    assert.ok(explain(api(401)).endsWith(advice));
    for (const error of [api(401), new PartiallyCreated("1", {}, new Yandex360Error(["one of 2: ", api(401)]))]) {
      assert.match(explainOperation(error), /; `pulumi refresh`, .*--run-program/);
    }
    assert.equal(explainOperation(api(403)), explain(api(403)));
  });

  const REQUESTS: [method: Endpoint["method"], path: string, of: RegExp][] = [
    ["PUT", "/mailboxes/shared", /address/],
    ["PUT", "/mailboxes/shared/{resourceId}", /name/],
    ["PUT", "/mailboxes/delegated", /ownerId/],
    ["POST", "/mailboxes/set/{resourceId}", /roles/],
  ];
  for (const [method, path, of] of REQUESTS) {
    it(`is on what ${method} ${path} was sent, whatever words refuse it, and never on what it was not`, () => {
      for (const [status, serviceMessage] of [
        [400, "invalid_data"],
        [409, "resource_already_exists"],
        [400, "limit_exceeded"],
      ] as const) {
        const message = explain(new ApiError({ endpoint: { method, path }, status, serviceMessage }));
        const advice = message.slice(message.indexOf(`"${serviceMessage}"`));
        assert.match(advice, of);
        assert.equal(/address/.test(advice), path === "/mailboxes/shared", advice);
        assert.equal(/\bname\b/.test(advice), path.startsWith("/mailboxes/shared"), advice);
      }
    });
  }

  it("names both scopes on every 403", () => {
    for (const error of [
      api(403),
      api(403, "No required scope", 7),
      api(403, "Not an admin", 7),
      api(403, "other", 7),
    ]) {
      assert.match(explain(error), /mail_read_shared_mailbox_inventory/);
      assert.match(explain(error), /mail_write_shared_mailbox_inventory/);
    }
  });
});
