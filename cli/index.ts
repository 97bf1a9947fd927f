#!/usr/bin/env node
import { Command } from "commander";
import { checkCommand } from "./check";
import { emulatorCommand } from "./emulator";
import { ownVersion } from "./ownPackage";
import { pluginCommand } from "./plugin";
import { reportCommand } from "./report";

const EXAMPLES = `
Examples:
  yandex360 check organization.acme.yaml       say what is wrong in an organization file
  yandex360 emulator --demo                    start with two sample organizations
  yandex360 emulator --seed organization.yaml  start with your own organization
  yandex360 emulator --help                    list all options of the emulator
  yandex360 plugin install                     let Pulumi programs in every language find the plugin
  yandex360 report --out access.html           say who can read, send from and manage which mailbox`;

async function main(): Promise<void> {
  const program = new Command("yandex360")
    .description("Command-line tools that come with pulumi-yandex360")
    .version(ownVersion())
    .addHelpText("after", EXAMPLES)
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) });
  for (const command of [checkCommand(), emulatorCommand(), pluginCommand(), reportCommand()]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  await program.parseAsync();
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

main().catch((error: unknown) => {
  console.error(`yandex360: ${oneLine(error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 1;
});
