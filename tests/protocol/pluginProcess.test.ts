import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { HOSTS } from "../support/cli/hosts";

const EXECUTABLE = join(HOSTS.plugin.plugin, "pulumi-resource-yandex360");

/** What the engine does to a plugin's process, which it has started in a group of its own. */
const ENDS: Record<string, (plugin: ChildProcessWithoutNullStreams) => void> = {
  "interrupts it": ({ pid }) => process.kill(-(pid ?? Number.NaN), "SIGINT"),
  "is gone": ({ stdin }) => stdin.end(),
};

describe("The plugin's process", () => {
  let plugin: ChildProcessWithoutNullStreams;
  beforeEach(() => {
    plugin = spawn(EXECUTABLE, ["127.0.0.1:1"], { detached: true });
  });
  afterEach(() => plugin.kill("SIGKILL"));

  for (const [what, act] of Object.entries(ENDS)) {
    it(`ends by itself when the engine ${what}`, async () => {
      const [port] = await once(plugin.stdout, "data");
      assert.match(String(port), /^\d+\n$/);

      act(plugin);

      assert.deepEqual(await once(plugin, "exit"), [0, null]);
    });
  }
});
