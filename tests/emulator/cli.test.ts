import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { ran } from "../support/cli/inProcess";

const ROOT = resolve(__dirname, "../..");
const PROGRAM = `require("./cli/emulator").emulatorCommand().parseAsync(process.argv.slice(1), { from: "user" })`;

/** The command as a process of its own, with what it has printed. */
function start(...flags: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=commonjs", "-e", PROGRAM, "--", ...flags], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    printed.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    printed.err += chunk;
  });
  const ended = once(child, "close").then(([status]: unknown[]) => status);
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const match = pattern.exec(printed.out);
      if (match) return match[1] ?? match[0];
      assert.equal(child.exitCode, null, printed.err);
      await new Promise((wait) => setTimeout(wait, 10));
    }
  };
  return { child, printed, ended, until };
}

describe("emulator: command", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-cli-"));
  after(() => rmSync(folder, { recursive: true }));

  it("tells how to use it, prints requests, and stops on SIGINT and SIGTERM", async () => {
    await Promise.all((["SIGINT", "SIGTERM"] as const).map(useAndStop));
  });

  async function useAndStop(signal: "SIGINT" | "SIGTERM"): Promise<void> {
    const { child, printed, ended, until } = start(
      "--demo",
      "--port",
      "0",
      "--journal",
      "--task-duration",
      "20",
      "--employees",
      "9984",
    );
    const url = await until(/emulator at (http:\/\/127\.0\.0\.1:\d+)/);
    await until(/Ctrl\+C/);
    for (const line of [
      "organization 1000001  Acme, acme.example, 10000 employees",
      "organization 2000002  Globex, globex.example, 7 employees",
      `pulumi config set yandex360:apiUrl ${url}`,
      "pulumi config set yandex360:orgId 1000001",
      "pulumi config set --secret yandex360:token demo-token",
    ]) {
      assert.ok(printed.out.includes(line), line);
    }
    const path = "/admin/v1/org/1000001/mailboxes/shared?page=1";
    await (await fetch(url + path, { headers: { authorization: "OAuth demo-token" } })).text();
    await (await fetch(`${url}/demo-token?x=demo-token`)).text();
    assert.match(await until(/#1 .*/), /#1 ListShared GET \/admin\/v1\/org\/1000001\/mailboxes\/shared\?page=1 200/);
    assert.match(await until(/#2 .*/), /#2 Unknown GET \/\*\*\*\?x=\*\*\* 400/);
    child.kill(signal);
    assert.equal(await ended, 0);
    assert.equal(printed.err, "");
  }

  it("ends with status 2 and one line when the port is in use", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const address = blocker.address();
    const { ended, printed } = start("--port", typeof address === "object" ? String(address?.port) : "");
    assert.equal(await ended, 2);
    assert.match(printed.err, /^yandex360 emulator: port \d+ is in use; choose another one with --port\n$/);
    assert.equal(printed.out, "");
    blocker.close();
  });

  it("says in one line what is wrong with its flags and its seed", async () => {
    const bad = join(folder, "bad.yaml");
    writeFileSync(bad, "organizations: []\n");
    const none = join(folder, "none");
    const rows: [flags: string[], message: RegExp][] = [
      [["--port", "70000"], /option '--port <n>' argument '70000' is invalid\..*; see `yandex360 emulator --help`$/],
      [["--rate-limit", "fast"], /option '--rate-limit <n>' argument 'fast' is invalid\..*$/],
      [["--seed", bad], /the seed .*bad\.yaml cannot be used: organizations: .*; tokens: .*$/],
      [["--seed", none], /the seed .*none cannot be used: .*ENOENT.*$/],
      [["--seed", bad, "--demo"], /--seed and --demo exclude each other; pass one of them$/],
      [["--demo", "--from-export", folder], /--demo and --from-export exclude each other; pass one of them$/],
      [
        ["--from-export", none],
        /there is no folder .*none; export the organization first with `yandex360 export --out .*none`$/,
      ],
      [["--from-export", folder], /emulator-cli-\w+ has no emulator\.yaml; export the organization first with .*$/],
    ];
    for (const [flags, message] of rows) {
      const { status, lines } = await ran("emulator", ...flags);
      assert.deepEqual([status, lines.length], [2, 1], flags.join(" "));
      assert.match(lines[0] ?? "", /^yandex360 emulator: /);
      assert.match(lines[0] ?? "", message);
    }
  });

  it("starts with a copy of an exported organization, which takes what the organization has", async () => {
    const seed = {
      organizations: [
        {
          id: "7",
          name: "Север 🏢",
          domains: ["north.example", "xn--80adjsp2d.example"],
          users: [{ id: "1130000000000042", nickname: "olga", name: { first: "Ольга", last: "" } }],
          shared: [{ id: "1130000900000042", email: "info@xn--80adjsp2d.example", name: "Info" }],
          access: [{ mailboxId: "1130000900000042", actorId: "1130000000000099", roles: ["shared_mailbox_archivist"] }],
        },
      ],
      tokens: [{ token: "copy-token" }],
    };
    writeFileSync(join(folder, "emulator.yaml"), stringify(seed));
    for (const [stack, id] of [
      ["east", "8"],
      ["north", "7"],
    ])
      writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config: { "yandex360:orgId": id } }));
    const { child, printed, ended, until } = start("--from-export", folder, "--port", "0");
    const url = await until(/emulator at (http:\/\/127\.0\.0\.1:\d+)/);
    await until(/Ctrl\+C/);
    assert.match(printed.out, /organization 7 {2}Север 🏢, north\.example, 1 employees\n {2}token copy-token/);
    assert.ok(
      printed.out.includes(
        " YANDEX360_TOKEN=copy-token\n  npm install\n  pulumi stack init north\n  pulumi config set yandex360:orgId 7\n",
      ),
    );
    assert.ok(
      printed.out.includes(
        `  mkdir '${folder}-copy' && cp -R '${folder}'/. '${folder}-copy' && cd '${folder}-copy' && `,
      ),
    );
    const mailboxes = `${url}/admin/v1/org/7/mailboxes`;
    const headers = { authorization: "OAuth copy-token", "content-type": "application/json" };
    const send = async (method: string, path: string, body: object) =>
      (await fetch(`${mailboxes}/${path}`, { method, headers, body: JSON.stringify(body) })).status;
    const roles = ["shared_mailbox_archivist"];
    assert.equal(await send("POST", "set/1130000900000042?actorId=1130000000000042", { roles }), 200);
    const fresh = { email: "new@xn--80adjsp2d.example", name: "New", description: "" };
    assert.equal(await send("PUT", "shared", fresh), 200);
    child.kill("SIGINT");
    assert.equal(await ended, 0);
    assert.equal(printed.err, "");
  });
});
