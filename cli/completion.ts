import { readdirSync } from "node:fs";
import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { BASH } from "./completion/bash";

const HELP = `
Prints a script for the shell, which asks this command for what fits. For this session:
  bash        source <(yandex360 completion bash)
  zsh         source <(yandex360 completion zsh)
  fish        yandex360 completion fish | source
  powershell  yandex360 completion powershell | Out-String | Invoke-Expression

Put the same line into ~/.bashrc, ~/.zshrc (after compinit), ~/.config/fish/config.fish
or $PROFILE to have it in every session. The shell has to find the command yandex360;
where it is installed in a project alone, say first:
  yandex360() { npx --no-install yandex360 "$@"; }

Exit status:
  0  the script is printed
  2  there is no script for this shell

Examples:
  source <(yandex360 completion bash)
  yandex360 completion fish > ~/.config/fish/completions/yandex360.fish`;

/** What a value of an option or an argument is, by the word in its angle brackets. */
const PATH = /^[[<]?(file|folder)\b/i;

/** That the shell is to complete the names of files, as it does by itself. */
const FILE_NAMES = Symbol("names of files");
const LEAVE_TO_SHELL = ":0";

/** Adds `yandex360 completion`, and what the scripts that it prints ask. All other verbs have to be there already. */
export function addCompletion(program: Command): void {
  const completions = tab(program, { completionCommandName: "completion" });
  const about = "print a script that lets a shell complete verbs, options and files";
  const own = completions.commands.get("completion");
  if (own !== undefined) {
    own.description = about;
  }
  for (const verb of program.commands) {
    if (verb.name() === "completion") {
      verb.description(about).addHelpText("after", HELP);
      verb.action((shell: string) => {
        if (shell === "bash") {
          console.log(BASH);
        } else {
          completions.setup(program.name(), program.name(), shell);
        }
      });
    }
    if (verb.name() === "complete") {
      verb.action((words: string[]) => {
        try {
          completions.parse(words);
        } catch (error) {
          if (error !== FILE_NAMES) {
            throw error;
          }
          console.log(LEAVE_TO_SHELL);
        }
      });
    }
  }
  for (const [path, { options, arguments: values }] of completions.commands) {
    const verb = path.split(" ").reduce<Command | undefined>((above, name) => commandIn(above, name), program);
    for (const { long, flags } of verb?.options ?? []) {
      const option = options.get(long?.slice(2) ?? "");
      const value = /[[<].*$/.exec(flags)?.[0] ?? "";
      if (option !== undefined && PATH.test(value)) {
        option.handler = completeFiles;
      } else if (option?.value === "stack") {
        option.handler = completeStacks;
      }
    }
    for (const [name, argument] of values) {
      if (PATH.test(name)) {
        argument.handler = completeFiles;
      }
    }
  }
}

function commandIn(above: Command | undefined, name: string): Command | undefined {
  return above?.commands.find((command) => command.name() === name);
}

/** The library has no answer that leaves it to the shell. */
function completeFiles(): never {
  throw FILE_NAMES;
}

/** The stacks whose config is in this folder. */
function completeStacks(complete: (value: string, description: string) => void): void {
  for (const file of readdirSync(".")) {
    const stack = /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1];
    if (stack !== undefined) {
      complete(stack, file);
    }
  }
}
