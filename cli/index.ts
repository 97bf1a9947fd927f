#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { emulatorCommand } from "./emulator";

const EXAMPLES = `
Examples:
  yandex360 emulator --demo                    two sample organizations on http://127.0.0.1:3600
  yandex360 emulator --seed organization.yaml  your own, from a file
  yandex360 emulator --help                    everything the emulator can do`;

async function main(): Promise<void> {
  const program = new Command("yandex360")
    .description("Tools for Yandex 360 for Business beside the Pulumi resources of pulumi-yandex360")
    .version(ownVersion())
    .addHelpText("after", EXAMPLES)
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  program.addCommand(emulatorCommand().copyInheritedSettings(program));
  await program.parseAsync();
}

function ownVersion(): string {
  const manifest = readFileSync(require.resolve("pulumi-yandex360/package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

main().catch((error: unknown) => {
  console.error(`yandex360: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 1;
});
