import type { Argument, Command, Option } from "commander";

/** What the shell can insert, and what it shows beside it. */
export interface Value {
  value: string;
  description: string;
}

/** What can stand where the cursor is. */
export interface Fitting {
  values: Value[];
  /** Whether the shell is to complete the names of files, as it does by itself. */
  files: boolean;
}

/** Where the cursor is, after the words before it. */
interface Place {
  command: Command;
  used: Option[];
  /** The option whose value comes next. */
  open?: Option | undefined;
  /** How many arguments of the command are there. */
  given: number;
  afterDashes: boolean;
}

/** What a value of an option or an argument is, by the word in its brackets. */
const PATH = /^[[<]?(file|folder)\b/i;

/** What fits the last of the words, which is being typed; the others stand before it. `stacks` is asked where a stack is wanted. */
export function fitting(program: Command, words: readonly string[], stacks: () => Value[]): Fitting {
  const typed = words.at(-1) ?? "";
  const { values, files } = possible(placeAfter(program, words.slice(0, -1)), typed, stacks);
  return { values: values.filter(({ value }) => value.startsWith(typed)), files };
}

function placeAfter(program: Command, words: readonly string[]): Place {
  let at: Place = { command: program, used: [], given: 0, afterDashes: false };
  for (const word of words) {
    const verb = at.given > 0 ? undefined : commandsOf(at.command).find((below) => below.name() === word);
    if (at.open !== undefined) {
      at.open = undefined;
    } else if (word === "--") {
      at.afterDashes = true;
    } else if (word.startsWith("-") && word !== "-" && !at.afterDashes) {
      const option = optionOf(at.command, word.replace(/=.*/s, ""));
      at.used.push(...(option === undefined ? [] : [option]));
      at.open = option?.required && !word.includes("=") ? option : undefined;
    } else if (verb !== undefined && !at.afterDashes) {
      at = { command: verb, used: [], given: 0, afterDashes: false };
    } else {
      at.given += 1;
    }
  }
  return at;
}

function possible({ command, used, open, given, afterDashes }: Place, typed: string, stacks: () => Value[]): Fitting {
  if (open !== undefined) {
    return valuesOf(open, stacks);
  }
  const [, name] = /^(--[^=]+)=/.exec(typed) ?? [];
  if (name !== undefined && !afterDashes) {
    const option = optionOf(command, name);
    const { values, files } = valuesOf(option?.required ? option : undefined, stacks);
    return { values: values.map(({ value, description }) => ({ value: `${name}=${value}`, description })), files };
  }
  if (typed.startsWith("-") && !afterDashes) {
    const left = optionsOf(command).filter((option) => option.variadic || !used.includes(option));
    return only(left.map(({ long, short, description }) => ({ value: long ?? short ?? "", description })));
  }
  const verbs = given > 0 || afterDashes ? [] : commandsOf(command);
  if (verbs.length > 0) {
    return only(verbs.map((verb) => ({ value: verb.name(), description: verb.description() })));
  }
  const last = command.registeredArguments.at(-1);
  return valuesOf(command.registeredArguments[given] ?? (last?.variadic ? last : undefined), stacks);
}

function valuesOf(wanted: Option | Argument | undefined, stacks: () => Value[]): Fitting {
  if (wanted === undefined) {
    return only([]);
  }
  if (wanted.argChoices !== undefined) {
    return only(wanted.argChoices.map((value) => ({ value, description: "" })));
  }
  const placeholder = "flags" in wanted ? wanted.flags.replace(/^[^[<]*/, "") : wanted.name();
  return wanted.name() === "stack" ? only(stacks()) : { values: [], files: PATH.test(placeholder) };
}

function only(values: Value[]): Fitting {
  return { values, files: false };
}

function commandsOf(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function optionsOf(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function optionOf(command: Command, name: string): Option | undefined {
  return optionsOf(command).find(({ long, short }) => name === long || name === short);
}
