/**
 * Prints figures and fails below them: `tsx tools/reliability/run.ts [R1 R2 …] [--full] [--seed N] [--record]`.
 * Without names, all of them; without `--full`, in the form that fits CI; `--record` writes them into docs/reliability.md.
 */
import { parseArgs } from "node:util";
import { record } from "./docs";
import { canaries, FIGURES } from "./figures";
import { World } from "./world";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      record: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
    },
  });
  if (values.record) {
    record();
  }
  const names = positionals.length > 0 ? positionals : Object.keys(FIGURES);
  let failed = 0;
  for (const name of names) {
    const measure = FIGURES[name];
    if (measure === undefined) {
      throw new Error(`no figure ${name}: there are ${Object.keys(FIGURES).join(", ")}`);
    }
    const world = await World.start();
    const begun = Date.now();
    try {
      const figure = await measure(world, { full: values.full, seed: Number(values.seed) });
      const secrets = await canaries(world);
      console.log([...figure.lines, ...secrets.lines].join("\n"));
      console.log(`    ${Math.round((Date.now() - begun) / 1000)} s`);
      if (values.record) {
        record({ name, lines: [...figure.lines, ...secrets.lines, versions()] });
      }
      for (const failure of [...figure.failures, ...secrets.failures].slice(0, 100)) {
        failed++;
        console.log(`    FAILED: ${failure}`);
      }
    } catch (error) {
      failed++;
      console.log(
        `${name} FAILED: ${error instanceof Error ? `${error.message}\n${String(error.cause ?? "")}` : String(error)}`,
      );
    } finally {
      await world.close();
    }
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

function versions(): string {
  const { version } = require("@pulumi/pulumi/package.json") as { version: string };
  const { version: own } = require("../../package.json") as { version: string };
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, pulumi-yandex360 ${own}, @pulumi/pulumi ${version}, Node ${process.version}`;
}

void main();
