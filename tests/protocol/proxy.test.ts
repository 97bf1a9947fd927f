import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { succeed } from "../support/cli/command";
import { ORG, seedShared, TOKEN } from "../support/context";

const HERE = join(__dirname, "proxy");
const ROOT = join(__dirname, "../..");
/** No resolver knows this name, so only the proxy can lead to it. */
const SERVICE = "https://api360.test";
const PASSWORD = "sesame-of-the-proxy";

/** Listens on loopback, which gives it a port. */
async function listening<T extends Server>(server: T): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe("a proxy", () => {
  let emulator: Emulator;
  let mailbox: string;
  let service: Server;
  let proxy: Server;
  /** What the proxy was asked to connect to, and by whom. */
  let asked: { target: string | undefined; user: string | undefined }[];
  let refusal: number | undefined;

  before(async () => {
    emulator = await startEmulator({});
    mailbox = seedShared(emulator);
    const [cert, key] = ["cert.pem", "key.pem"].map((file) => readFileSync(join(HERE, file)));
    service = await listening(
      createSecureServer({ cert, key }, ({ url, method, headers }, response) => {
        const onward = request(`${emulator.url}${url}`, { method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(response);
        });
        onward.end();
      }),
    );
    const connecting = createServer().on("connect", ({ url, headers }, socket) => {
      asked.push({ target: url, user: headers["proxy-authorization"] });
      if (refusal !== undefined) {
        socket.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
        return;
      }
      const onward = connect(portOf(service), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        onward.pipe(socket).pipe(onward);
      });
      onward.on("error", () => socket.destroy());
      socket.on("error", () => onward.destroy());
    });
    proxy = await listening(connecting);
  });
  beforeEach(() => {
    asked = [];
    refusal = undefined;
    emulator.clearJournal();
  });
  after(async () => {
    service.close();
    proxy.close();
    await emulator.close();
  });

  async function ask(env: Record<string, string>): Promise<string> {
    const settings = { YANDEX360_API_URL: SERVICE, YANDEX360_ORG_ID: ORG, YANDEX360_TOKEN: TOKEN };
    const { PATH, HOME } = process.env;
    const { stdout, output } = await succeed(process.execPath, ["--import", "tsx", join(HERE, "client.ts"), mailbox], {
      cwd: ROOT,
      env: { PATH, HOME, NODE_EXTRA_CA_CERTS: join(HERE, "cert.pem"), ...settings, ...env },
    });
    assert.doesNotMatch(output, new RegExp(PASSWORD));
    return stdout;
  }
  const address = () => `http://anna:${PASSWORD}@127.0.0.1:${portOf(proxy)}`;
  const user = `Basic ${Buffer.from(`anna:${PASSWORD}`).toString("base64")}`;

  for (const variable of ["HTTPS_PROXY", "https_proxy"]) {
    it(`of ${variable} is asked once for the connection, with its user, and all requests go over it`, async () => {
      assert.deepEqual(JSON.parse(await ask({ [variable]: address() })), { id: mailbox });

      assert.deepEqual(asked, [{ target: "api360.test:443", user }]);
      assert.deepEqual(
        emulator.journal.map(({ authorization }) => authorization),
        ["ok", "ok"],
      );
    });
  }

  it("is not asked for what NO_PROXY names", async () => {
    const said = await ask({ HTTPS_PROXY: address(), NO_PROXY: "example.org,.test" });

    assert.match(said, /got no answer: (ENOTFOUND|EAI_AGAIN)/);
    assert.doesNotMatch(said, /proxy/);
    assert.deepEqual(asked, []);
  });

  it("is not asked for this machine", async () => {
    const env = { HTTPS_PROXY: address(), HTTP_PROXY: address(), YANDEX360_API_URL: emulator.url };

    assert.deepEqual(JSON.parse(await ask(env)), { id: mailbox });
    assert.deepEqual(asked, []);
  });

  it("that refuses is named in the error, without its user", async () => {
    refusal = 407;

    const said = await ask({ HTTPS_PROXY: address() });

    assert.match(
      said,
      new RegExp(
        `no connection, HTTP 407 \\(by the proxy 127.0.0.1:${portOf(proxy)}\\) .*: check the network, HTTPS_PROXY and`,
      ),
    );
    assert.doesNotMatch(said, /anna/);
    assert.ok(asked.length > 0);
  });

  it("that is not there is named in the error", async () => {
    const said = await ask({ HTTPS_PROXY: `http://anna:${PASSWORD}@127.0.0.1:1` });

    assert.match(said, /ECONNREFUSED \(by the proxy 127.0.0.1:1\): nothing listens there .* correct HTTPS_PROXY/);
  });

  it("that is no URL is refused before anything is sent, without showing it", async () => {
    const said = await ask({ HTTPS_PROXY: `socks5://anna:${PASSWORD}@127.0.0.1:1080` });

    assert.match(said, /HTTPS_PROXY has to be an http or https URL such as/);
    assert.doesNotMatch(said, /anna|socks5/);
  });
});
