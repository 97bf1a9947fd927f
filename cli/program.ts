import { Command, CommanderError } from "commander";
import { checkCommand } from "./check";
import { EXIT, onOneLine } from "./common/failure";
import { addCompletion } from "./completion";
import { doctorCommand } from "./doctor";
import { emulatorCommand } from "./emulator";
import { explainCommand } from "./explain";
import { exportCommand } from "./export";
import { ownVersion } from "./ownPackage";
import { pluginCommand } from "./plugin";
import { reportCommand } from "./report";

/** The verbs in the order of use, below the headings of `yandex360 --help`. */
const verbs = (): Readonly<Record<string, readonly Command[]>> => ({
  "Set up:": [doctorCommand(), pluginCommand()],
  "Bring an organization under code:": [exportCommand()],
  "Before a change:": [checkCommand(), explainCommand()],
  "See who has access:": [reportCommand()],
  "Try it on this machine:": [emulatorCommand()],
});

const HELP = `
Every verb has its own help, with examples: yandex360 <verb> --help.

Exit status of every verb:
  0  done, and nothing was found that the verb looks for
  1  the verb has found what it looks for
  2  it could not be done; stderr says why on one line

NO_COLOR=1 turns colors off.

Examples:
  yandex360 export                           write a living organization as a Pulumi project
  yandex360 check organization.acme.yaml     say what is wrong in an organization file
  pulumi preview --json | yandex360 explain  say who gains and who loses what by a preview
  yandex360 emulator --demo                  try everything out without an organization
  yandex360 report --out access.html         say who can read, send from and manage which mailbox
  yandex360 plugin install                   let Pulumi programs in every language find the plugin
  source <(yandex360 completion bash)        complete verbs, options and files in this shell`;

/** The command `yandex360`. */
export function program(): Command {
  const all = new Command("yandex360")
    .description("Command-line tools that come with pulumi-yandex360")
    .version(ownVersion())
    .helpCommand(false)
    .addHelpText("after", HELP);
  for (const [heading, commands] of Object.entries(verbs())) {
    all.commandsGroup(heading);
    commands.forEach((command) => {
      all.addCommand(command);
    });
  }
  all.commandsGroup("This command:");
  addCompletion(all);
  return failingAlike(all, all.name());
}

/** Does what the arguments say. What is wrong with them is one line on stderr, and the status of what could not be done. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.failed;
  }
}

/** Lets the command and those below it end by an error, after one line that says where there is help. */
function failingAlike(command: Command, name: string): Command {
  command.exitOverride().configureOutput({
    outputError: (text, write) =>
      write(
        `${name}: ${onOneLine(text)
          .replace(/^error: /, "")
          .replace(/\.$/, "")}; see \`${name} --help\`\n`,
      ),
  });
  for (const below of command.commands) {
    failingAlike(below, `${name} ${below.name()}`);
  }
  return command;
}
