import assert from "node:assert/strict";
import { isDirect, parseProxy } from "../../provider/api/proxy";

const API = "https://api360.yandex.net";

describe("proxy", () => {
  const DIRECT: [noProxy: string, url: string, direct: boolean][] = [
    ["", API, false],
    ["*", API, true],
    ["yandex.net", API, true],
    [".yandex.net", API, true],
    ["*.yandex.net", API, true],
    ["API360.Yandex.NET", API, true],
    ["example.org, api360.yandex.net", API, true],
    ["example.org api360.yandex.net", API, true],
    ["api360.yandex.net:443", API, true],
    ["api360.yandex.net:8443", API, false],
    ["api360.yandex.net:8443", `${API}:8443`, true],
    ["andex.net", API, false],
    ["net.", API, false],
    [" , ,", API, false],
    ["", "http://localhost:1", true],
    ["", "https://127.0.0.1", true],
    ["", "https://[::1]:8443", true],
    ["", "https://127.0.0.1.example.org", false],
  ];
  for (const [noProxy, url, direct] of DIRECT) {
    it(`is ${direct ? "passed by" : "used"} for ${url} with NO_PROXY="${noProxy}"`, () => {
      assert.equal(isDirect(new URL(url), noProxy), direct);
    });
  }

  const PROXIES: [text: string, proxy: string | undefined][] = [
    ["http://proxy:3128", "http://proxy:3128"],
    ["https://user:pass%20word@proxy", "https://user:pass%20word@proxy"],
    ["proxy.example.org:3128", "http://proxy.example.org:3128"],
    ["socks5://proxy:1080", undefined],
    ["http://user:50%@proxy", undefined],
    ["http://", undefined],
  ];
  for (const [text, proxy] of PROXIES) {
    it(`given as ${text} is ${proxy ?? "unusable"}`, () => {
      assert.equal(parseProxy(text), proxy);
    });
  }
});
