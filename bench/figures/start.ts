import { succeed } from "../../tests/support/cli/command";
import { installed } from "../../tests/support/cli/packed";
import type { Figure } from "../support/figure";
import type { Program } from "../support/programs";
import { inTurns, moreRow, type Pair } from "../support/result";
import { withService } from "../support/service";
import { Stack } from "../support/stack";

const LIMIT_MS = 250;
const SDK = 'require("@pulumi/pulumi");';
const MINE: Program = {
  host: "dynamic",
  source: `const yandex360 = require("pulumi-yandex360");
new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });`,
};
const IDLE: Program = {
  host: "dynamic",
  source: `const pulumi = require("@pulumi/pulumi");
const noop = { create: async (inputs) => ({ id: "1", outs: inputs }), diff: async () => ({ changes: false }) };
class Noop extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(noop, name, args, {}, "bench", "Noop");
  }
}
new Noop("support", { email: "support@example.org", name: "Support" });`,
};

/** P7: what starting costs. */
export const start: Figure = {
  name: "P7",
  title: "start",
  async measure({ quick, by }) {
    const home = await installed();
    const node = async (text: string) => {
      const cpu = `${text} require("node:fs").writeSync(1, JSON.stringify(process.cpuUsage()));`;
      const { seconds, stdout } = await succeed("node", ["-e", cpu], { cwd: home });
      const { user, system } = JSON.parse(stdout) as NodeJS.CpuUsage;
      return { seconds, cpu: (user + system) / 1e6 };
    };
    const times = quick ? 3 : 15;
    const imported = await inTurns(
      times,
      () => node(`${SDK} require("pulumi-yandex360");`),
      () => node(SDK),
    );
    const configured = await inTurns(
      times,
      () => node(`${SDK} require("pulumi-yandex360/provider");`),
      () => node(SDK),
    );
    const [preview, up] = await withEngine(times);
    return [
      moreRow("P7", "a program that imports the package", imported, LIMIT_MS, by),
      moreRow("P7", "what the plugin loads to be configured", configured, LIMIT_MS, by),
      moreRow("P7", "pulumi preview of one resource", preview, LIMIT_MS, by),
      moreRow("P7", "pulumi up of one resource that is there", up, LIMIT_MS, by),
    ];
  },
};

function withEngine(times: number): Promise<[Pair[], Pair[]]> {
  return withService({}, async (service) => {
    const mine = await Stack.make({ program: MINE, url: service.url, checkpoints: true });
    const idle = await Stack.make({ program: IDLE, checkpoints: true });
    await mine.up();
    await idle.up();
    const preview = await inTurns(
      times,
      () => mine.preview(),
      () => idle.preview(),
    );
    const up = await inTurns(
      times,
      () => mine.up(),
      () => idle.up(),
    );
    return [preview, up];
  });
}
