import { InvalidArgumentError } from "commander";

/** Takes an option's text as it is, and refuses none: an unset variable of the shell must not mean the default. */
export function given(text: string): string {
  if (text.trim() === "") {
    throw new InvalidArgumentError("It is empty: set the shell variable that it comes from, or leave the option out");
  }
  return text;
}
