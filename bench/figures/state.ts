import { symlinkSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { installed, SCRATCH, thePackage } from "../../tests/support/cli/packed";
import { contextFor, employee } from "../support/direct";
import type { Figure } from "../support/figure";
import { accessOnly, noop, ours } from "../support/programs";
import type { Row } from "../support/result";
import { ORG, withService } from "../support/service";
import { Stack } from "../support/stack";

const ITEMS = 5;
const PROVIDER = "__provider";

const exported = z.object({
  deployment: z.object({
    resources: z.array(z.looseObject({ type: z.string(), inputs: z.record(z.string(), z.unknown()).default({}) })),
  }),
});

/** P5: what a resource takes in the state. */
export const state: Figure = {
  name: "P5",
  title: "state",
  async measure() {
    const idle = await sizes(undefined, noop("shared", ITEMS));
    const rows: Row[] = [];
    for (const [how, home] of [
      ["installed", undefined],
      ["linked", await linked()],
    ] as const) {
      const single = await sizes(home, ours("shared", ITEMS));
      const lists = await sizes(home, accessOnly("lists", 1, 10));
      rows.push(row(`bytes of ${PROVIDER}, ${how}`, single.provider, idle.provider, 1024));
      rows.push(row(`bytes of a resource, ${how}, mean`, single.resource, idle.resource, 3072));
      rows.push(
        row(`bytes of the largest resource, ${how}, with a list of 10`, lists.largest, idle.largest, undefined),
      );
    }
    return rows;
  },
};

function row(what: string, mine: number, idle: number, limit: number | undefined): Row {
  const value = Math.round(mine);
  return {
    figure: "P5",
    what,
    ours: String(value),
    beside: String(Math.round(idle)),
    value: String(value),
    limit: limit === undefined ? "" : `<= ${limit}`,
    holds: limit === undefined ? undefined : value <= limit,
  };
}

/** Bytes in the exported state, as compact JSON. */
function sizes(home: string | undefined, program: string) {
  return withService({}, async (service) => {
    await contextFor(service).api.createDelegated(ORG, employee(0));
    const stack = await Stack.make({ program, url: service.url, checkpoints: false, ...(home && { home }) });
    await stack.up();
    const { resources } = exported.parse(await stack.export()).deployment;
    const dynamic = resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/"));
    const bytes = dynamic.map((one) => Buffer.byteLength(JSON.stringify(one)));
    return {
      provider: Math.max(...dynamic.map(({ inputs }) => Buffer.byteLength(String(inputs[PROVIDER])))),
      resource: bytes.reduce((sum, size) => sum + size, 0) / bytes.length,
      largest: Math.max(...bytes),
    };
  });
}

/** A folder that has the package as a developer links it: a checkout with its own node_modules. */
async function linked(): Promise<string> {
  const home = await installed();
  const { folder } = await thePackage();
  const modules = join(SCRATCH, "bench-linked", "node_modules");
  await mkdir(join(modules, "@pulumi"), { recursive: true });
  symlinkSync(join(home, "node_modules"), join(folder, "node_modules"));
  symlinkSync(folder, join(modules, "pulumi-yandex360"));
  symlinkSync(join(home, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
  return join(SCRATCH, "bench-linked");
}
