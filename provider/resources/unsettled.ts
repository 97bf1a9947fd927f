/**
 * Whose access was asked for and not confirmed: the service's task may still end. State keeps it until an `up` has set the
 * roles again, also where they seem to be the wished ones already.
 */
export interface Unsettled {
  unsettled?: string[];
}

/** Whether the state needs an update although nothing differs. */
export function isUnsettled(state: Unsettled | undefined): boolean {
  return state?.unsettled !== undefined;
}

/** The inputs that lead to a state. */
export function withoutUnsettled<State extends Unsettled>(state: State): State {
  const inputs = { ...state };
  delete inputs.unsettled;
  return inputs;
}
