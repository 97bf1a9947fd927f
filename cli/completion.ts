import { readdirSync } from "node:fs";
import { Argument, Command } from "commander";
import { fitting, type Value } from "./completion/fitting";
import { SCRIPTS } from "./completion/scripts";

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

/** Adds `yandex360 completion`, and what the scripts that it prints ask. */
export function addCompletion(program: Command): void {
  const completion = new Command("completion")
    .description("print a script that lets a shell complete verbs, options and files")
    .addArgument(new Argument("<shell>", "the shell that is to read it").choices(Object.keys(SCRIPTS)))
    .addHelpText("after", HELP)
    .action((shell: string) => console.log(SCRIPTS[shell]));
  const complete = new Command("complete")
    .usage("-- [words...]")
    .description("say what fits the last of the words")
    .argument("[words...]")
    .action((words: string[]) => {
      // The script for PowerShell writes an empty word as a space.
      const typed = words.map((word) => (word === " " ? "" : word));
      const { values, files } = fitting(program, typed, stacksHere);
      for (const { value, description } of values) {
        console.log(description === "" ? value : `${value}\t${description}`);
      }
      console.log(files ? ":0" : ":4");
    });
  program.addCommand(completion).addCommand(complete, { hidden: true });
}

/** The stacks whose config is in this folder. Other names than Pulumi allows would reach the shell unquoted. */
function stacksHere(): Value[] {
  return readdirSync(".").flatMap((file) => {
    const stack = /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(file)?.[1];
    return stack === undefined ? [] : [{ value: stack, description: file }];
  });
}
