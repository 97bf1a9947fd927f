/**
 * Loaded into a host of the provider before anything else (`node --require`). Time runs as usual, and jumps when nobody
 * has anything to do but wait: then every timer of the host moves on to the next one that is due. Product code, Pulumi's
 * dynamic host and the protocol stay as they are; only `Date.now`, `setTimeout` and `clearTimeout` are the harness's.
 *
 * A jump needs the consent of the harness, which runs the emulator: the host asks how many requests the emulator leaves
 * unanswered on purpose. Has the host no more than these under way, and no other activity since it asked, it tells the
 * harness its new time, and goes on when the harness, too, shows that time.
 */
const { subscribe } = require("node:diagnostics_channel");
const http2 = require("node:http2");
const Module = require("node:module");
const { Socket } = require("node:net");
const { dirname } = require("node:path");
const { constants, Script } = require("node:vm");

const SHORT = 20;
const LOOK = 2;
/** gRPC ends a connection that was idle for half an hour: nobody waits for that. */
const LONG = 20 * 60_000;
const real = { now: Date.now, setTimeout, clearTimeout };

let offset = Number(process.env.HARNESS_CLOCK_OFFSET ?? 0);
let activity = 0;
let underWay = 0;
let shortTimers = 0;
let looking = false;
let answer = () => {};
const waiting = new Set();

Date.now = () => real.now() + offset;

subscribe("http.client.request.start", ({ request }) => {
  activity++;
  underWay++;
  request.once("response", () => activity++);
  request.once("close", () => {
    activity++;
    underWay--;
  });
});

/** What is said to the engine is under way, too, and so is the connection to it. */
const { connect } = http2;
http2.connect = (...args) => {
  const session = connect(...args);
  busyUntil(session, "connect", "close");
  const { request } = session;
  session.request = (...headers) => {
    const stream = request.apply(session, headers);
    busyUntil(stream, "close");
    return stream;
  };
  return session;
};

function busyUntil(emitter, ...events) {
  activity++;
  underWay++;
  const ended = () => {
    for (const event of events) emitter.off(event, ended);
    activity++;
    underWay--;
  };
  for (const event of events) emitter.once(event, ended);
}

class Waiting {
  constructor(run, delay) {
    this.run = run;
    this.due = Date.now() + delay;
    this.timer = real.setTimeout(() => this.fire(), delay);
  }

  fire() {
    if (waiting.delete(this)) {
      activity++;
      real.clearTimeout(this.timer);
      this.run();
    }
  }

  unref() {
    this.timer.unref();
    return this;
  }

  ref() {
    this.timer.ref();
    return this;
  }

  hasRef() {
    return this.timer.hasRef();
  }
}

globalThis.setTimeout = (run, delay = 0, ...args) => {
  if (delay >= LONG && delay < 1e9) {
    const timer = real.setTimeout(run, delay, ...args);
    timer.counted = true;
    return timer;
  }
  if (!(delay >= SHORT && delay < 1e9)) {
    shortTimers++;
    const timer = real.setTimeout(() => {
      shortTimers--;
      activity++;
      timer.counted = true;
      run(...args);
    }, delay);
    return timer;
  }
  const timer = new Waiting(() => run(...args), delay);
  waiting.add(timer);
  void look();
  return timer;
};

globalThis.clearTimeout = (timer) => {
  if (timer instanceof Waiting) {
    waiting.delete(timer);
    real.clearTimeout(timer.timer);
    return;
  }
  if (timer && typeof timer === "object" && timer._destroyed === false && !timer.counted) {
    timer.counted = true;
    shortTimers--;
  }
  real.clearTimeout(timer);
};

const told = (message) =>
  new Promise((resolve) => {
    answer = resolve;
    process.send(message);
  });
const pause = (ms) => new Promise((resolve) => real.setTimeout(resolve, ms));

async function look() {
  if (looking || !process.connected) return;
  looking = true;
  while (waiting.size > 0 && process.connected) {
    const before = activity;
    await pause(LOOK);
    if (before !== activity || shortTimers > 0 || waiting.size === 0) continue;
    const { stalled } = await told({ ask: "idle?" });
    await pause(0);
    if (before !== activity || shortTimers > 0 || underWay > stalled || waiting.size === 0) continue;
    const due = Math.min(...[...waiting].map((timer) => timer.due));
    const jump = Math.ceil(Math.max(offset, due - real.now()));
    await told({ ask: "clock", offset: jump });
    offset = jump;
    for (const timer of [...waiting].sort((a, b) => a.due - b.due)) {
      if (timer.due <= Date.now()) {
        timer.fire();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }
  looking = false;
}

/** Modules that are forgotten are run anew for each command, and compiled once: compiling was a third of what a command cost. */
const scripts = new Map();
let compiledOnce = "";
const compile = Module.prototype._compile;
Module.prototype._compile = function (content, filename, ...rest) {
  if (compiledOnce === "" || !filename.startsWith(compiledOnce)) return compile.call(this, content, filename, ...rest);
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const script = scripts.get(filename) ?? new Script(Module.wrap(content), { filename, importModuleDynamically });
  scripts.set(filename, script);
  const own = Module.createRequire(filename);
  return script.runInThisContext().call(this.exports, this.exports, own, this, filename, dirname(filename));
};

/** As a host that starts anew: the package's modules are loaded again. */
function forget(folder) {
  compiledOnce = folder;
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(folder)) delete require.cache[file];
  }
  // What the old modules listen to at the host's server goes with them; the first listener is the server's own.
  for (const handle of process._getActiveHandles()) {
    for (const old of handle.listeners?.("stream").slice(1) ?? []) handle.off("stream", old);
  }
  for (const [key, module] of Object.entries(require.cache)) {
    if (module) module.children = module.children.filter(({ filename }) => !filename.startsWith(folder));
    else delete require.cache[key];
  }
}

/** As another process of a plugin in one file: what the old one listened to and was connected with is closed. */
function anew(file) {
  process.removeAllListeners("SIGINT");
  process.stdin.removeAllListeners("end");
  for (const handle of process._getActiveHandles()) {
    if (handle.listening) handle.close();
    else if (handle instanceof Socket && handle.remoteAddress !== undefined) handle.destroy();
  }
  forget(file);
  require(file);
}

/** Until nothing is under way and nothing waits: what an operation that has ended goes on with. */
async function drain() {
  while (waiting.size > 0 || underWay > 0) await pause(LOOK);
}

process.on("message", async (message) => {
  if (message.about === "answer") return answer(message);
  if (message.about === "drain") await drain();
  if (message.about === "forget") forget(message.folder);
  if (message.about === "anew") anew(message.file);
  if (message.about === "memory") global.gc?.();
  process.send({
    done: message.about,
    memory: process.memoryUsage(),
    polluted: Object.keys(Object.prototype).concat("polluted" in {} ? ["polluted"] : []),
  });
});
process.channel?.unref();
