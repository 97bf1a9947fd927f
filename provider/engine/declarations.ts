import type { Lifecycle } from "../resources/lifecycle";
import type { Holdings } from "../service/holdings";

/**
 * What the program of this run declares of one resource type, and thereby holds.
 *
 * The engine has a program's inputs checked before anything else. A refresh asks for a diff too, also of what is deleted
 * afterwards, but checks nothing.
 */
export class Declarations<Inputs extends object> {
  private readonly declared = new Set<string>();

  constructor(
    private readonly lifecycle: Pick<Lifecycle<Inputs>, "holds">,
    private readonly holdings: Holdings,
  ) {}

  /** Takes what check has kept of a resource of the program. */
  add(inputs: object): void {
    this.declared.add(fingerprint(inputs));
  }

  /** Whether the program declares these inputs. */
  has(inputs: object): boolean {
    return this.declared.has(fingerprint(inputs));
  }

  /** Records that the program holds what the resource in state stands for, so that no deletion takes it away. */
  hold(id: string, inputs: Inputs): void {
    this.holdings.hold(...this.lifecycle.holds(inputs, id));
  }
}

/** Tells one set of inputs from another, in whatever order their keys are, at every depth. */
function fingerprint(inputs: object): string {
  return JSON.stringify(inputs, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
