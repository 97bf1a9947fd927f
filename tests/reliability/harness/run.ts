/**
 * Prints figures and fails below them: `tsx tests/reliability/harness/run.ts [R1 R2 …] [--full] [--host plugin] [--shard 1/2] [--seed N] [--record]`.
 * Without names, all of them; without `--full`, in the form that fits CI; `--shard 1/2` runs the first half of the whole
 * form (R8 and S2 have no parts); `--record` writes them into docs/reliability.md.
 */
import { parseArgs } from "node:util";
import { record } from "./docs";
import { FIGURES, HOST_NAMES } from "./figures";
import { SUITES } from "./suites";

const ALL = { ...FIGURES, ...SUITES };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      record: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      host: { type: "string" },
      seed: { type: "string", default: "1" },
      shard: { type: "string", default: "1/1" },
    },
  });
  const shard = shardOf(values.shard);
  const hosts = values.host === undefined ? HOST_NAMES : HOST_NAMES.filter((name) => name === values.host);
  if (hosts.length === 0) {
    throw new Error(`--host has to be one of ${HOST_NAMES.join(", ")}, not ${values.host}`);
  }
  if (shard.of > 1 && !values.full) {
    throw new Error("--shard is a part of --full");
  }
  if (values.record && (shard.of > 1 || hosts.length < HOST_NAMES.length)) {
    throw new Error("a part is not recorded: leave out --shard and --host");
  }
  if (values.record) {
    record();
  }
  const names = positionals.length > 0 ? positionals : Object.keys(ALL);
  let failed = 0;
  for (const name of names) {
    const measure = ALL[name];
    if (measure === undefined) {
      throw new Error(`no figure ${name}: there are ${Object.keys(ALL).join(", ")}`);
    }
    const begun = Date.now();
    try {
      const { lines, failures } = await measure({ full: values.full, seed: Number(values.seed), hosts, shard });
      console.log(lines.join("\n"));
      console.log(`    ${Math.round((Date.now() - begun) / 1000)} s`);
      if (values.record) {
        record({ name, lines: [...lines, versions()] });
      }
      for (const failure of failures.slice(0, 100)) {
        failed++;
        console.log(`    FAILED: ${failure}`);
      }
    } catch (error) {
      failed++;
      console.log(
        `${name} FAILED: ${error instanceof Error ? `${error.message}\n${String(error.cause ?? "")}` : String(error)}`,
      );
    }
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

function shardOf(text: string): { part: number; of: number } {
  const [number = 0, of = 0] = text.split("/").map(Number);
  if (!(Number.isInteger(number) && Number.isInteger(of) && number >= 1 && number <= of)) {
    throw new Error(`--shard has to be such as 1/2, not ${text}`);
  }
  return { part: number - 1, of };
}

function versions(): string {
  const { version } = require("@pulumi/pulumi/package.json") as { version: string };
  const { version: own } = require("../../../package.json") as { version: string };
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, pulumi-yandex360 ${own}, @pulumi/pulumi ${version}, Node ${process.version}`;
}

void main();
