/** Changes of the names of shared mailboxes, which are unique in an organization. */
import { ApiError, mayHaveActed, Yandex360Error } from "../api/errors";
import { SECOND_LOOK } from "./inventory";
import type { Parts } from "./parts";

/** What a shared mailbox is called, and how it is described. */
export interface Described {
  name: string;
  description: string;
}

/** One mailbox that gives up its name for another one. */
class Rename {
  /** Whether it has a name that nobody else wants, so that the others of its circle can go on. */
  steppedAside = false;
  ended = false;
  /** Resolves when the mailbox has given up its old name, or never will. */
  readonly released: Promise<void>;
  release: () => void = () => undefined;

  /** @param wished - the key of the new name. */
  constructor(readonly wished: string) {
    this.released = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  end(): void {
    this.ended = true;
    this.release();
  }
}

/** The renames of this run, by the name that is given up. */
export class Renames {
  private readonly byOldName = new Map<string, Rename>();

  /** Notes that a mailbox is about to be renamed; the caller ends it. */
  begin(orgId: string, from: string, to: string): Rename {
    const rename = new Rename(keyOf(orgId, to));
    this.byOldName.set(keyOf(orgId, from), rename);
    return rename;
  }

  /** The rename of this run that gives up the name. */
  givingUp(orgId: string, name: string): Rename | undefined {
    return this.byOldName.get(keyOf(orgId, name));
  }

  /** Whether renames wait for each other in a circle that this one is part of, and none has stepped aside yet. */
  isStuck(mine: Rename): boolean {
    const circle = [mine];
    let next = this.byOldName.get(mine.wished);
    while (next !== undefined && !next.ended && !circle.includes(next)) {
      circle.push(next);
      next = this.byOldName.get(next.wished);
    }
    return next === mine && circle.every(({ steppedAside }) => !steppedAside);
  }
}

/** The name belongs to another mailbox; this one is called as before. */
export class NameTaken extends Yandex360Error {
  constructor(name: string, cause: Error) {
    super(
      `${cause.message}: the name ${JSON.stringify(name)} is likely taken (names are unique in an organization): choose ` +
        "another one, or give the mailbox that has it another name in an `up` before this one",
      { cause },
    );
  }
}

/**
 * Gives the mailbox another name, or description. Where the service says that the name is taken, and another mailbox of this
 * run gives it up, this one waits for it; of mailboxes that exchange their names one is called by its id meanwhile.
 *
 * @throws NameTaken, or the service's refusal, where the mailbox is as before; any other error leaves that open.
 */
export async function rename(
  { api, clock, renames }: Parts,
  { orgId, id }: { orgId: string; id: string },
  from: Described,
  to: Described,
): Promise<void> {
  const set = ({ name, description }: Described) => api.updateShared(orgId, id, { name, description });
  if (from.name === to.name) {
    await set(to);
    return;
  }
  const mine = renames.begin(orgId, from.name, to.name);
  try {
    await set(to);
  } catch (error) {
    if (!mayMeanTaken(error)) {
      throw error;
    }
    if (renames.givingUp(orgId, to.name) === undefined) {
      // The other one may be about to begin.
      await clock.sleep(SECOND_LOOK);
    }
    const other = renames.givingUp(orgId, to.name);
    if (other === undefined) {
      throw error.reason === "alreadyExists" ? new NameTaken(to.name, error) : error;
    }
    if (renames.isStuck(mine)) {
      mine.steppedAside = true;
      await set({ ...from, name: `Renaming ${id}` });
      mine.release();
    }
    await other.released;
    await orBack(() => set(to), mine.steppedAside ? () => set(from) : undefined, to.name);
  } finally {
    mine.end();
  }
}

/** Does the last step; where that is refused, undoes what was done before it. */
async function orBack(last: () => Promise<void>, undo: (() => Promise<void>) | undefined, name: string): Promise<void> {
  try {
    await last();
  } catch (error) {
    if (mayHaveActed(error)) {
      throw error;
    }
    const why = mayMeanTaken(error) ? new NameTaken(name, error) : error;
    try {
      await undo?.();
    } catch (failed) {
      throw new Yandex360Error([why, "; and its old name could not be given back: ", failed]);
    }
    throw why;
  }
}

/** Which refusal means that a name is taken is not documented. */
function mayMeanTaken(error: unknown): error is ApiError {
  return error instanceof ApiError && !mayHaveActed(error) && [400, 409].includes(error.refusal.status);
}

/** Letter case may mean nothing to the service. */
function keyOf(orgId: string, name: string): string {
  return `${orgId}/${name.toLowerCase()}`;
}
