import { symlinkSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { installed, SCRATCH, thePackage } from "../../tests/support/cli/packed";
import { contextFor, employee, mean } from "../support/direct";
import type { Figure } from "../support/figure";
import { accessOnly, eachType, noop, ours, type Program } from "../support/programs";
import type { Row } from "../support/result";
import { ORG, withService } from "../support/service";
import { Stack } from "../support/stack";

const ITEMS = 5;
const PROVIDER = "__provider";
const LIMIT = 1100;

const exported = z.object({
  deployment: z.object({
    resources: z.array(z.looseObject({ type: z.string(), inputs: z.record(z.string(), z.unknown()).default({}) })),
  }),
});

/** P5: what a resource takes in the state of the dynamic host. */
export const state: Figure = {
  name: "P5",
  title: "state",
  async measure() {
    const idle = sizesIn(await resourcesOf(noop("shared", ITEMS, "dynamic")));
    const rows: Row[] = [];
    for (const [how, home] of [
      ["installed", undefined],
      ["linked", await linked()],
    ] as const) {
      const single = sizesIn(await resourcesOf(ours("shared", ITEMS, "dynamic"), home));
      const lists = sizesIn(await resourcesOf(accessOnly("lists", 1, 10, "dynamic"), home));
      rows.push(row("P5", `bytes of ${PROVIDER}, ${how}`, single.provider, idle.provider, 1024));
      rows.push(row("P5", `bytes of a resource, ${how}, mean`, single.mean, idle.mean, 3072));
      rows.push(row("P5", `bytes of the largest resource, ${how}, with a list of 10`, lists.largest, idle.largest));
    }
    return rows;
  },
};

/** G2: what a resource takes in the state of the plugin. */
export const pluginState: Figure = {
  name: "G2",
  title: "state of the plugin",
  async measure() {
    const pairs = sizesIn(await resourcesOf(ours("shared", ITEMS, "plugin")));
    const idle = sizesIn(await resourcesOf(noop("shared", ITEMS, "plugin")));
    const node = sizesIn(await resourcesOf(eachType("nodejs")));
    const yaml = sizesIn(await resourcesOf(eachType("yaml")));
    const lists = sizesIn(await resourcesOf(accessOnly("lists", 1, 10, "plugin")));
    const mix = "one of each type, a list of 3";
    return [
      row("G2", "bytes of a resource, Node.js, shared mailboxes with access to each", pairs.mean, idle.mean, LIMIT),
      row("G2", `bytes of a resource, Node.js, ${mix}`, node.mean, undefined, LIMIT),
      row("G2", "- without where the program declares it", node.withoutPlaces),
      row("G2", `bytes of a resource, YAML, ${mix}`, yaml.mean),
      row("G2", "- without where the program declares it", yaml.withoutPlaces),
      row("G2", "bytes of a list of 10, Node.js", lists.largest),
    ];
  },
};

function row(figure: string, what: string, mine: number, idle?: number, limit?: number): Row {
  const value = Math.round(mine);
  return {
    figure,
    what,
    ours: String(value),
    beside: idle === undefined ? "" : String(Math.round(idle)),
    value: String(value),
    limit: limit === undefined ? "" : `<= ${limit}`,
    holds: limit === undefined ? undefined : value <= limit,
  };
}

type Exported = z.infer<typeof exported>["deployment"]["resources"];

/** The resources of a program in the exported state. */
function resourcesOf(program: Program, home?: string): Promise<Exported> {
  return withService({}, async (service) => {
    await contextFor(service).api.createDelegated(ORG, employee(0));
    const stack = await Stack.make({ program, url: service.url, checkpoints: false, ...(home && { home }) });
    await stack.up();
    const { resources } = exported.parse(await stack.export()).deployment;
    return resources.filter(({ type }) => /^(pulumi-nodejs:dynamic\/|yandex360:)/.test(type));
  });
}

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Bytes as compact JSON. */
function sizesIn(resources: Exported) {
  const bytes = resources.map(bytesOf);
  return {
    provider: Math.max(...resources.map(({ inputs }) => Buffer.byteLength(String(inputs[PROVIDER])))),
    mean: mean(bytes),
    // The engine keeps the line of each resource and the calls that led to it, most of them in its own code.
    withoutPlaces: mean(resources.map((one) => bytesOf({ ...one, sourcePosition: undefined, stackTrace: undefined }))),
    largest: Math.max(...bytes),
  };
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
