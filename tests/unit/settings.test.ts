import assert from "node:assert/strict";
import { howToSet, readSettings, SOURCES } from "../../provider/engine/settings";

type Name = keyof typeof SOURCES;
const NAMES = Object.keys(SOURCES) as Name[];
const CANARY = "y0_canary";

/** Reads with this config and with no environment but the one given. */
function read(config: Partial<Record<Name, string>>, environment: Partial<Record<Name, string>> = {}) {
  const variables = [...NAMES.map((name) => SOURCES[name].variable), "HTTPS_PROXY", "https_proxy"];
  const saved = variables.map((variable) => [variable, process.env[variable]] as const);
  for (const variable of variables) {
    delete process.env[variable];
  }
  for (const name of NAMES) {
    if (environment[name] !== undefined) {
      process.env[SOURCES[name].variable] = environment[name];
    }
  }
  try {
    return readSettings((key) => config[NAMES.find((name) => SOURCES[name].key === key) ?? "token"]);
  } finally {
    for (const [variable, value] of saved) {
      if (value === undefined) {
        delete process.env[variable];
      } else {
        process.env[variable] = value;
      }
    }
  }
}

const GOOD: Record<Name, [text: string, kept: unknown, other: string]> = {
  orgId: ["1000001", "1000001", "1000002"],
  token: ["y0_good", "y0_good", "y0_other"],
  apiUrl: ["https://one.example.org", "https://one.example.org", "https://two.example.org"],
  directoryUrl: ["https://three.example.org", "https://three.example.org", "https://four.example.org"],
  requestTimeout: ["5", 5, "6"],
  taskTimeout: ["50", 50, "60"],
  maxConcurrency: ["4", 4, "8"],
  adopt: ["same", "same", "never"],
  previewLooks: ["false", false, "true"],
};

const CONTROLS = ["\n", "\r\nX: y", "\u0000", "\u001b[31m", "\u007f", " ", "\t", "\u00a0", "é", "😀"];
const BAD: Record<Name, string[]> = {
  orgId: ["0", "01", "-1", "1e3", "1.0", "../", "1%2f", "abc", " 1", "1 ", "1\n", "1".repeat(21), "١"],
  token: [...CONTROLS.map((bad) => `${CANARY}${bad}`), `${CANARY}${"x".repeat(5_000)}`],
  apiUrl: [
    "service.example.org",
    "/admin",
    "ftp://example.org",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://api360.yandex.net",
    "http://example.org",
    "http://localhost.example.org",
    "http://127.0.0.1.example.org",
    "http://127.0.0.1@example.org",
    "http://0.0.0.0:80",
    "http://10.0.0.1",
    "http://[::2]",
    "http://[::ffff:10.0.0.1]",
    `https://${CANARY}@example.org`,
    `https://user:${CANARY}@example.org`,
    `https://:${CANARY}@example.org`,
    `https://example.org/?token=${CANARY}`,
    `https://example.org/#${CANARY}`,
    "https://example.org/?",
    "https://example.org/#",
    "https:///",
  ],
  directoryUrl: ["cloud-api", "http://cloud-api.yandex.net", `https://${CANARY}@example.org`, "https://example.org/?a"],
  requestTimeout: ["0", "-1", "1.5", "abc", "601", "1e9", "NaN", "Infinity", "30s", " "],
  taskTimeout: ["0", "-1", "1.5", "abc", "86401", "NaN", "Infinity", "5 min", " "],
  maxConcurrency: ["0", "-1", "1.5", "abc", "257", "NaN", "Infinity", " "],
  adopt: ["always", "Same", "sames", "true", "1", " "],
  previewLooks: ["yes", "1", "TRUE"],
};

describe("settings", () => {
  it("have their defaults, and no organization and no token by themselves", () => {
    const { settings } = read({});
    assert.deepEqual(settings, {
      apiUrl: "https://api360.yandex.net",
      directoryUrl: "https://cloud-api.yandex.net",
      requestTimeout: 30,
      taskTimeout: 300,
      maxConcurrency: 16,
      adopt: "never",
      previewLooks: true,
    });
  });

  it("are named the same way in config and environment", () => {
    for (const name of NAMES) {
      assert.equal(SOURCES[name].key, `yandex360:${name}`);
      assert.equal(
        SOURCES[name].variable,
        `YANDEX360_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      );
    }
  });

  for (const name of NAMES) {
    const [text, kept, other] = GOOD[name];
    it(`take ${name} from the stack's config`, () => {
      assert.equal(read({ [name]: text }).settings?.[name], kept);
    });

    it(`take ${name} from the environment where the config has none, or an empty one`, () => {
      assert.equal(read({}, { [name]: text }).settings?.[name], kept);
      assert.equal(read({ [name]: "" }, { [name]: text }).settings?.[name], kept);
    });

    it(`take ${name} from the config where both have it`, () => {
      assert.equal(read({ [name]: text }, { [name]: other }).settings?.[name], kept);
    });

    it(`take an empty ${name} for none`, () => {
      assert.deepEqual(read({ [name]: "" }, { [name]: "" }), read({}));
    });

    for (const bad of BAD[name]) {
      it(`refuse ${JSON.stringify(bad.slice(0, 40))} as ${name}, naming where it is from, and showing what was typed and no token`, () => {
        for (const [from, wanted] of [
          [read({ [name]: bad }), SOURCES[name].key],
          [
            read({}, bad.includes("\u0000") ? { [name]: bad.replace("\u0000", "\u0001") } : { [name]: bad }),
            SOURCES[name].variable,
          ],
        ] as const) {
          assert.equal(from.settings, undefined);
          assert.equal(from.problems.length, 1);
          const [problem] = from.problems;
          assert.equal(problem?.key, SOURCES[name].key);
          assert.ok(problem?.reason.includes(wanted), problem?.reason);
          assert.match(problem?.reason ?? "", /^[^\p{Cc}]{10,200}$/u);
          assert.ok(!problem?.reason.includes(CANARY));
          const isShown = name !== "token" && !/[@?#]|y0_|[\w-]{32}/.test(bad);
          assert.equal(/"|looks like a token/.test(problem?.reason ?? ""), isShown, problem?.reason);
        }
      });
    }
  }

  it("say all problems at once", () => {
    const { problems } = read(Object.fromEntries(NAMES.map((name) => [name, "a b"])));
    assert.deepEqual(problems.map(({ key }) => key).sort(), NAMES.map((name) => SOURCES[name].key).sort());
  });

  const URLS: [given: string, kept: string][] = [
    ["https://api360.yandex.net/", "https://api360.yandex.net"],
    ["https://api360.yandex.net///", "https://api360.yandex.net"],
    ["https://proxy.example.org/yandex/", "https://proxy.example.org/yandex"],
    ["HTTPS://API360.Yandex.net:443", "https://api360.yandex.net"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
    ["http://127.1.2.3", "http://127.1.2.3"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ];
  for (const [given, kept] of URLS) {
    it(`keep ${given} as ${kept}`, () => {
      assert.equal(read({ apiUrl: given }).settings?.apiUrl, kept);
    });
  }

  for (const [apiUrl, directoryUrl] of [
    ["http://127.0.0.1:3600", "http://127.0.0.1:3600"],
    ["http://localhost:3600/v1/api360", "http://localhost:3600/v1/api360"],
    ["https://gateway.example.org/yandex", "https://gateway.example.org/yandex"],
    ["https://api360.yandex.net/", "https://cloud-api.yandex.net"],
  ]) {
    it(`look for the directory at ${directoryUrl} where only apiUrl is set, to ${apiUrl}`, () => {
      assert.equal(read({ apiUrl: apiUrl ?? "" }).settings?.directoryUrl, directoryUrl);
    });
  }

  it("refuse to send the token of an emulator's stack to a directory that is elsewhere, from wherever that is set", () => {
    const there = { directoryUrl: "https://cloud-api.yandex.net" };
    for (const { settings, problems } of [
      read({ apiUrl: "http://127.0.0.1:3600", ...there }),
      read({ apiUrl: "http://localhost:3600" }, there),
    ]) {
      assert.equal(settings, undefined);
      assert.match(
        problems[0]?.reason ?? "",
        /^yandex360:directoryUrl .*"https:\/\/cloud-api.yandex.net" has to be on this machine, as yandex360:apiUrl is/,
      );
    }
  });

  it("take a proxy for the host that is not excepted from it", () => {
    const proxy = "http://proxy.example.org:3128";
    const before = { ...process.env };
    const proxies = () => {
      const { settings } = readSettings(() => undefined);
      return [settings?.proxy, settings?.directoryProxy];
    };
    try {
      Object.assign(process.env, { https_proxy: proxy, no_proxy: "cloud-api.yandex.net" });
      assert.deepEqual(proxies(), [proxy, undefined]);
      process.env.no_proxy = "api360.yandex.net";
      assert.deepEqual(proxies(), [undefined, proxy]);
    } finally {
      for (const name of ["https_proxy", "no_proxy"]) {
        if (before[name] === undefined) {
          delete process.env[name];
        } else {
          process.env[name] = before[name];
        }
      }
    }
  });

  it("tell how to set the organization and the token, by config key and by variable", () => {
    assert.match(howToSet("orgId"), /yandex360:orgId.*YANDEX360_ORG_ID/);
    assert.match(howToSet("token"), /--secret yandex360:token.*YANDEX360_TOKEN/);
  });
});
