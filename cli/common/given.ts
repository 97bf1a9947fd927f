import { InvalidArgumentError } from "commander";

/** Refuses an option that is given and empty: a shell variable that is not set must not mean the default. */
export function given(text: string): string {
  if (text.trim() === "") {
    throw new InvalidArgumentError("It is empty: set the shell variable that it comes from, or leave the option out");
  }
  return text;
}
