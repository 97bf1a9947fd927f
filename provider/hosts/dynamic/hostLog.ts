/** The host prints an error as its text, a colon and its stack. */
const TEXT = "yandex360";
const STACK = "see the error of the resource";
const PRINTED = `${TEXT}: ${STACK}`;

/** An error to be thrown to the host, which hands its message to the engine: what the host prints of it is held back. */
export function toldByEngine<E extends Error>(error: E): E {
  return Object.assign(error, { stack: STACK, toString: () => TEXT });
}

let held: ((...line: unknown[]) => void) | undefined;

/**
 * Keeps the host from printing our errors. It prints each error of a read or a deletion, and hands it to the engine, which
 * shows it beside its resource: what is printed would appear once more, under the stack.
 */
export function keepErrorsBesideResources(): void {
  const { error: print } = console;
  if (print === held) {
    return;
  }
  // gate: nothing is printed here; one line of the host's is held back
  held = console.error = (...line: unknown[]) => {
    if (line[0] !== PRINTED) {
      print(...line);
    }
  };
}
