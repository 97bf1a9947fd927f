import { REPETITION } from "../../api/errors";

let listening = false;

/**
 * Keeps the host from printing our errors. It prints each error of a read or a deletion, and hands it to the engine, which
 * shows it beside its resource: what is printed would appear once more, under the stack.
 */
export function keepErrorsBesideResources(): void {
  if (listening) {
    return;
  }
  listening = true;
  const { error: print } = console;
  // gate: nothing is printed here; one line of the host's is held back
  console.error = (...line: unknown[]) => {
    if (line[0] !== REPETITION) {
      print(...line);
    }
  };
}
