#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { checkCommand } from "./check";
import { emulatorCommand } from "./emulator";

const EXAMPLES = `
Examples:
  yandex360 check organization.acme.yaml       say what is wrong in an organization file
  yandex360 emulator --demo                    start with two sample organizations
  yandex360 emulator --seed organization.yaml  start with your own organization
  yandex360 emulator --help                    list all options of the emulator`;

async function main(): Promise<void> {
  const program = new Command("yandex360")
    .description("Command-line tools that come with pulumi-yandex360")
    .version(ownVersion())
    .addHelpText("after", EXAMPLES)
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  for (const command of [checkCommand(), emulatorCommand()]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
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
