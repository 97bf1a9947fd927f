import assert from "node:assert/strict";
import { inspect } from "node:util";
import {
  ApiError,
  ConnectionError,
  clip,
  type Endpoint,
  isNotFound,
  mayHaveActed,
  oneLine,
  type Reason,
  TaskFailed,
  TaskTimedOut,
  UnexpectedReply,
  Yandex360Error,
} from "../../provider/api/errors";
import { PartiallyCreated } from "../../provider/resources/partial";

const ENDPOINT: Endpoint = { method: "PUT", path: "/mailboxes/shared" };
const HOSTILE = "in\u001b[2J\u001b]0;owned\u0007\r\nva\u0000lid\u202e\u009b31m\u2028\u2066x\u200b\u00ad";
const api = (status: number, serviceMessage?: string, code = 3) =>
  new ApiError({ endpoint: ENDPOINT, status, ...(serviceMessage === undefined ? {} : { code, serviceMessage }) });

const WITH_HOSTILE_TEXT: [string, Yandex360Error][] = [
  ["Yandex360Error", new Yandex360Error(HOSTILE)],
  ["ApiError", new ApiError({ endpoint: ENDPOINT, status: 400, serviceMessage: HOSTILE, requestId: HOSTILE })],
  ["UnexpectedReply", new UnexpectedReply(ENDPOINT, HOSTILE)],
  ["ConnectionError", new ConnectionError(ENDPOINT, { what: HOSTILE, sent: true })],
  ["TaskFailed", new TaskFailed(HOSTILE)],
  ["TaskTimedOut", new TaskTimedOut(HOSTILE, 5, HOSTILE)],
  ["PartiallyCreated", new PartiallyCreated("1", {}, new Yandex360Error(HOSTILE))],
];
const LONG = "x".repeat(1_000_000);
const WITH_LONG_TEXT: [string, Yandex360Error][] = [
  ["ApiError", new ApiError({ endpoint: ENDPOINT, status: 400, serviceMessage: LONG, requestId: LONG })],
  ["TaskFailed", new TaskFailed(LONG)],
  ["TaskTimedOut", new TaskTimedOut(LONG, 5, LONG)],
  ["PartiallyCreated", new PartiallyCreated("1", {}, new Error(LONG))],
];

describe("errors", () => {
  for (const [name, error] of WITH_HOSTILE_TEXT) {
    it(`of ${name} are one line that no terminal obeys`, () => {
      for (const text of [error.message, error.stack ?? "", String(error), `${error}: ${error.stack}`]) {
        assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }
    });

    it(`of ${name} show no stack of ours`, () => {
      assert.doesNotMatch(error.stack ?? "", /\bat |\.ts|\.js|node:/);
      assert.doesNotMatch(inspect(error), /\.ts:\d|\.js:\d|node:internal/);
    });
  }

  for (const [name, error] of WITH_LONG_TEXT) {
    it(`of ${name} stay short whatever the service says`, () => {
      assert.ok(error.message.length <= 2_100, `${error.message.length} characters`);
    });
  }

  it("of a half-made resource have the same one line as reason", () => {
    assert.deepEqual(new PartiallyCreated("1", {}, new Error(HOSTILE)).reasons, [oneLine(HOSTILE)]);
  });

  it("survive a cause that is no error", () => {
    for (const cause of [undefined, null, "text", 7, {}]) {
      assert.equal(new PartiallyCreated("1", {}, cause).reasons.length, 1);
    }
  });

  const REASONS: [status: number, message: string | undefined, code: number, reason: Reason][] = [
    [409, "resource_already_exists", 6, "alreadyExists"],
    [400, "resource_already_exists", 6, "alreadyExists"],
    [409, "Resource_Already_Exists ", 6, "alreadyExists"],
    [409, "passport_email_taken", 6, "addressTaken"],
    [400, "passport_email_taken", 6, "addressTaken"],
    [400, "invalid_data", 3, "invalidData"],
    [409, "invalid_data", 3, "invalidData"],
    [403, "Not an admin", 7, "notAdmin"],
    [403, "No required scope", 7, "noScope"],
    [403, "no_sharing_in_this_tariff", 7, "notAdmin"],
    [403, undefined, 0, "notAdmin"],
    [401, "Unauthorized", 16, "unauthorized"],
    [401, undefined, 0, "unauthorized"],
    [404, "not_found", 5, "notFound"],
    [404, "Not Found", 12, "notFound"],
    [404, "No such mailbox", 0, "notFound"],
    [409, "Address in use", 6, "other"],
    [404, undefined, 0, "other"],
    [400, "not_found", 5, "other"],
    [410, undefined, 0, "other"],
    [429, "Too many requests", 8, "rateLimited"],
    [429, undefined, 0, "rateLimited"],
    [500, "Internal error", 13, "unavailable"],
    [502, undefined, 0, "unavailable"],
    [503, undefined, 0, "unavailable"],
    [504, undefined, 0, "unavailable"],
    [400, "constructor", 3, "other"],
    [400, "__proto__", 3, "other"],
    [400, "limit_exceeded", 8, "other"],
  ];
  for (const [status, message, code, reason] of REASONS) {
    it(`take HTTP ${status} ${JSON.stringify(message)} with code ${code} for ${reason}`, () => {
      assert.equal(api(status, message, code).reason, reason);
    });
  }

  it("take only a 404 in one of the API's shapes for word that something is gone", () => {
    for (let status = 400; status < 600; status++) {
      assert.equal(isNotFound(api(status, "not_found", 5)), status === 404);
      assert.equal(isNotFound(api(status)), false);
    }
    for (const other of [
      new Yandex360Error("not_found"),
      new UnexpectedReply(ENDPOINT, "HTTP 404"),
      new Error("404"),
    ]) {
      assert.equal(isNotFound(other), false);
    }
  });

  for (const [word, reason] of [
    ["already_exists", "alreadyExists"],
    ["invalid_argument", "invalidData"],
    ["something_else", "other"],
  ] as const) {
    it(`read the word ${word} where the body has one for a code`, () => {
      const refusal = { endpoint: ENDPOINT, status: 400, code: word, serviceMessage: "Words for people" };
      assert.equal(new ApiError(refusal).reason, reason);
      assert.match(new ApiError(refusal).message, new RegExp(`"Words for people" \\(code ${word}\\)`));
    });
  }

  const ACTED: [string, unknown, boolean][] = [
    ["HTTP 400", api(400), false],
    ["HTTP 401", api(401), false],
    ["HTTP 404", api(404), false],
    ["HTTP 409", api(409), false],
    ["HTTP 429", api(429), false],
    ["HTTP 500", api(500), true],
    ["HTTP 502", api(502), true],
    ["HTTP 503", api(503), true],
    ["HTTP 504", api(504), true],
    ["a connection lost after sending", new ConnectionError(ENDPOINT, { what: "ECONNRESET", sent: true }), true],
    ["a connection refused", new ConnectionError(ENDPOINT, { what: "ECONNREFUSED", sent: false }), false],
    ["a reply that is no JSON", new UnexpectedReply(ENDPOINT, "HTML"), true],
    ["a bug of ours", new TypeError("x"), true],
    ["nothing", undefined, true],
  ];
  for (const [what, error, acted] of ACTED) {
    it(`say that the service ${acted ? "may" : "cannot"} have acted after ${what}`, () => {
      assert.equal(mayHaveActed(error), acted);
    });
  }

  it("name method, path template, status, code, the service's words and the request id", () => {
    const { message } = new ApiError({
      endpoint: ENDPOINT,
      status: 409,
      code: 6,
      serviceMessage: "taken",
      requestId: "r-1",
    });
    for (const fact of ["PUT", "/mailboxes/shared", "409", "code 6", '"taken"', "r-1"]) {
      assert.ok(message.includes(fact), `${fact} in ${message}`);
    }
  });

  it("keep the error that led to them, with its class and the way down to the first one", () => {
    const refused = api(503);
    const wrapped = new Yandex360Error([refused]);
    const half = new PartiallyCreated("1", {}, wrapped);
    assert.equal(half.cause, wrapped);
    assert.equal(wrapped.cause, refused);
    assert.deepEqual([half.name, wrapped.name, refused.name], ["PartiallyCreated", "Yandex360Error", "ApiError"]);
    assert.equal(half.message, refused.message);
  });

  it("that tell of others have their words in place, and the first of them for a cause", () => {
    const both = new Yandex360Error([api(400), "; and then ", new TypeError("x")]);
    assert.equal(both.message, "PUT /mailboxes/shared answered HTTP 400; and then x");
    assert.ok(both.cause instanceof ApiError);
    assert.equal("cause" in new Yandex360Error("alone"), false);
  });

  it("keep their facts when what is known of all attempts is added", () => {
    const attempts = { tried: "gave up after 9 attempts", acted: false };
    const error = new ApiError({ endpoint: ENDPOINT, status: 503, code: 14, requestId: "r-1", retryAfter: 5 });
    assert.deepEqual(error.after(attempts).refusal, error.refusal);
    assert.match(error.after(attempts).message, /9 attempts/);
    for (const sent of [true, false]) {
      const lost = new ConnectionError(ENDPOINT, { what: "ECONNRESET", sent }).after(attempts);
      assert.deepEqual([lost.sent, lost.what, mayHaveActed(lost)], [sent, "ECONNRESET", sent]);
      assert.match(lost.message, /9 attempts/);
    }
  });

  it("say that the service may have acted when any of the attempts may have", () => {
    for (const error of [
      api(401),
      api(409),
      api(429),
      new ConnectionError(ENDPOINT, { what: "ECONNREFUSED", sent: false }),
    ]) {
      assert.equal(mayHaveActed(error.after({ tried: "twice", acted: true })), true);
      assert.equal(mayHaveActed(error.after({ tried: "twice", acted: false })), false);
    }
    assert.equal(mayHaveActed(api(500).after({ tried: "twice", acted: false })), true);
  });

  it("clip only what is too long", () => {
    assert.equal(clip("abc", 3), "abc");
    assert.equal(clip("abcd", 3), "abc…");
    assert.equal(clip(" a\r\n\tb ", 10), "a b");
  });
});
