import { strict as assert } from "node:assert";
import { DynamicHost } from "../support/engine/dynamicHost";
import { brokenHome } from "../support/engine/package";
import { brokenPlugin } from "../support/engine/plugin";
import { PluginHost } from "../support/engine/pluginHost";
import { checkBadInputs } from "./harness/badInputs";
import { canariesIn } from "./harness/canaries";
import { runCell } from "./harness/cell";
import { refreshNeverDrops } from "./harness/dropping";
import { hostileReplies, surviveHostileReplies } from "./harness/hostile";
import { race } from "./harness/parallel";
import { situation } from "./harness/situations";
import { storiesConverge } from "./harness/stories";
import { type Starter, World } from "./harness/world";

const wrap = (resource: string, method: string, body: string) =>
  `const whole = exports.${resource}.${method}; exports.${resource}.${method} = async (...args) => { ${body} };`;

function withBroken<T>(file: string, code: string, look: (world: World) => Promise<T>): Promise<T> {
  return inWorld((options) => DynamicHost.start(options, brokenHome(file, code)), look);
}

function withBrokenPlugin<T>(
  file: string,
  whole: string,
  broken: string,
  look: (world: World) => Promise<T>,
): Promise<T> {
  return inWorld((options) => PluginHost.start(options, brokenPlugin(`hosts/plugin/${file}`, whole, broken)), look);
}

async function inWorld<T>(starter: Starter, look: (world: World) => Promise<T>): Promise<T> {
  const world = await World.start(starter);
  try {
    return await look(world);
  } finally {
    await world.close();
  }
}

describe("the checks notice a broken provider", function () {
  this.timeout(120_000);

  it("R1: a deletion that takes every error for done leaves an orphan", async () => {
    const code = wrap("sharedMailbox", "delete", "try { await whole(...args); } catch {}");
    const { problems } = await withBroken("resources/sharedMailbox.js", code, (world) =>
      runCell(world, { situation: situation("delete a mailbox"), fault: "status-403-admin", times: 1 }),
    );
    assert.match(problems.join("\n"), /orphan: shared/);
  });

  it("R1: an update that sends nothing is no convergence", async () => {
    const code = wrap("mailboxAccess", "update", "return args[3];");
    const { problems } = await withBroken("resources/mailboxAccess.js", code, (world) =>
      runCell(world, { situation: situation("change access"), fault: "status-503", times: 1 }),
    );
    assert.match(problems.join("\n"), /state has what the service has not/);
  });

  it("R1: a list that sends nothing for one employee is no convergence", async () => {
    const code = wrap(
      "mailboxAccessList",
      "update",
      `const [context, id, state, inputs] = args;
       const access = Object.fromEntries(Object.entries(inputs.access).slice(0, -1));
       await whole(context, id, state, { ...inputs, access });
       return inputs;`,
    );
    const { problems } = await withBroken("resources/mailboxAccessList.js", code, (world) =>
      runCell(world, { situation: situation("change access in a list"), fault: "status-503", times: 1 }),
    );
    assert.match(problems.join("\n"), /state has what the service has not: access/);
  });

  it("R1 and S3: an error with a stack and the token is noticed", async () => {
    const code = wrap("sharedMailbox", "create", "throw new Error('broken' + args[0].settings.token);");
    const { problems, hits } = await withBroken("resources/sharedMailbox.js", code, async (world) => {
      const cell = { situation: situation("create a mailbox"), fault: "status-400", times: 1 } as const;
      const result = await runCell(world, cell);
      await world.retire();
      return { problems: result.problems, hits: canariesIn(world.said) };
    });
    assert.match(problems.join("\n"), /an error with the token/);
    assert.ok(hits.includes("plain") || hits.includes("JSON-escaped"), hits.join());
  });

  it("R2: a read that takes every error for gone drops what exists", async () => {
    const code = wrap("sharedMailbox", "read", "try { return await whole(...args); } catch { return undefined; }");
    const run = withBroken("resources/sharedMailbox.js", code, (world) => refreshNeverDrops(world, 200, 1));
    await assert.rejects(run, /seed: 1,[\s\S]*Counterexample/);
  });

  it("R2: a read that forgets somebody in a list drops what exists", async () => {
    const code = wrap(
      "mailboxAccessList",
      "read",
      `const found = await whole(...args);
       return found && { ...found, access: Object.fromEntries(Object.entries(found.access).slice(1)) };`,
    );
    const run = withBroken("resources/mailboxAccessList.js", code, (world) => refreshNeverDrops(world, 200, 1));
    await assert.rejects(run, /seed: 1,[\s\S]*Counterexample: \[\{"target":\{"resource":"list"/);
  });

  it("R6: a deletion that does nothing is found by random stories", async () => {
    const run = withBroken("resources/delegatedMailbox.js", wrap("delegatedMailbox", "delete", ""), (world) =>
      storiesConverge(world, { runs: 50, seed: 1 }),
    );
    await assert.rejects(run, /seed: 1,[\s\S]*Counterexample/);
  });

  it("R8: a provider that waits before it takes the token fails first calls", async () => {
    const code =
      "const whole = exports.configure; exports.configure = async (...args) => { await new Promise((go) => setTimeout(go, 15)); await whole(...args); };";
    const { problems } = await withBroken("hosts/dynamic/index.js", code, (world) => race(world, 50));
    assert.notEqual(problems.length, 0);
  });

  it("S1: a check that lets everything pass is noticed", async () => {
    const code = "exports.check = (_, inputs) => ({ inputs, problems: [] });";
    const { problems } = await withBroken("engine/check.js", code, (world) => checkBadInputs(world, 0, 1));
    assert.ok(problems.length > 500, String(problems.length));
  });

  it("S2: replies that stay in memory, and a polluted prototype, are noticed", async () => {
    const code = `const kept = []; const whole = exports.Http.prototype.request;
      exports.Http.prototype.request = function (...args) {
        kept.push(Buffer.alloc(4194304)); Object.defineProperty(Object.prototype, "polluted", { value: 1, configurable: true }); return whole.apply(this, args);
      };`;
    const some = hostileReplies()
      .filter(({ text }) => text.length < 100)
      .slice(0, 15);
    const { growth, problems } = await withBroken("api/http.js", code, (world) => surviveHostileReplies(world, some));
    assert.ok(growth > 64, String(growth));
    assert.match(problems.join("\n"), /Object.prototype has polluted/);
  });

  it("R1: a plugin that makes what a preview asks for is noticed", async () => {
    const { problems } = await withBrokenPlugin("resources.ts", "if (request.getPreview())", "if (false)", (world) =>
      runCell(world, { situation: situation("create a mailbox"), fault: "status-503", times: 1 }),
    );
    assert.match(problems.join("\n"), /a preview sent CreateShared/);
  });

  it("S1: a plugin that takes any configuration is noticed", async () => {
    const { problems } = await withBrokenPlugin(
      "config.ts",
      "return [...readSettings(config).problems, ...unknown]",
      "return [...unknown]",
      (world) => checkBadInputs(world, 0, 1),
    );
    assert.match(problems.join("\n"), /default yandex360:apiUrl = "x": \[\]/);
    assert.match(problems.join("\n"), /globex yandex360:requestTimeout = true: \[\]/);
  });

  it("S3: a plugin that gives the token back as no secret is noticed", async () => {
    const hits = await withBrokenPlugin("config.ts", "token: secret(token)", "token", async (world) => {
      await world.host();
      await world.retire();
      return canariesIn(world.said);
    });
    assert.ok(hits.includes("JSON-escaped"), hits.join());
  });
});
