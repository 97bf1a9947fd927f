/** The answers of an interrupted reading, in a file beside what it was to write. */
import { createHmac, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Journal } from "../../provider/api/journal";

/** An organization changes: what was read longer ago is read anew. */
const HOUR = 3_600_000;

/** A journal in a file. */
export interface FileJournal extends Journal {
  /**
   * Takes what an interrupted run with the same settings has left; before, there is nothing in the journal. What a run with
   * others has left is neither used nor removed, until there is an answer to keep.
   *
   * @param settings - what the answers depend on, the token included: the file has a salted digest of them.
   * @returns whether a run with other settings has left something.
   */
  bind(...settings: string[]): boolean;
  /** How many answers an earlier run has left. */
  readonly known: number;
  /** Whether there is an answer of these settings in the file by now. */
  hasAnswers(): boolean;
  /** Removes the file, unless it is another's: what it has is read to its end, or is not to be gone on with. */
  remove(): void;
}

/**
 * Opens the journal, with what an interrupted run of less than an hour ago has left in it.
 *
 * @param path - the file; it holds names and addresses, so only this user may read it.
 */
export function openJournal(path: string, now: number = Date.now()): FileJournal {
  const left = linesOf(path);
  const [head] = left;
  const begun = typeof head?.begun === "number" ? head.begun : 0;
  const isFresh = begun <= now && now - begun < HOUR;
  if (!isFresh) {
    rmSync(path, { force: true });
  }
  const answers = new Map<string, string>();
  const salt = (isFresh && head?.salt) || randomBytes(16).toString("hex");
  let owner = "";
  let isOpen = false;
  let known = 0;
  return {
    bind(...settings) {
      owner = createHmac("sha256", salt).update(JSON.stringify(settings)).digest("hex");
      isOpen = isFresh && head?.owner === owner;
      for (const { url, body = "" } of isOpen ? left : []) {
        if (url !== undefined) {
          answers.set(url, body);
        }
      }
      known = answers.size;
      return isFresh && !isOpen;
    },
    get known() {
      return known;
    },
    hasAnswers: () => isOpen,
    take(url) {
      const body = answers.get(url);
      answers.delete(url);
      return body;
    },
    keep(url, body) {
      if (!isOpen) {
        writeFileSync(path, JSON.stringify({ begun: now, salt, owner }), { mode: 0o600 });
        isOpen = true;
      }
      appendFileSync(path, `\n${JSON.stringify({ url, body })}`);
    },
    remove() {
      if (isOpen) {
        rmSync(path, { force: true });
      }
    },
  };
}

interface Line {
  begun?: number;
  salt?: string;
  owner?: string;
  url?: string;
  body?: string;
}

/** The lines of the file, but for those that were not written to their end. */
function linesOf(path: string): Line[] {
  const texts = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  return texts.flatMap((text) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
}
