import { clip, Yandex360Error } from "../../provider/api/errors";
import { adviceOn } from "../../provider/engine/advice";

/** What a check can end in. A warning and what cannot be known are no problems. */
export type Verdict = "ok" | "warning" | "problem" | "not known" | "not asked";

/** What a check has found. */
export interface Finding {
  verdict: Verdict;
  /** On one line, and without the token. */
  text: string;
  /** What to do next, where there is something to do. */
  advice?: string | undefined;
}

/** All is well. */
export const ok = (text: string): Finding => ({ verdict: "ok", text });

/** It works for now, or only in part. */
export const warning = (text: string, advice?: string): Finding => ({ verdict: "warning", text, advice });

/** It does not work. */
export const problem = (text: string, advice?: string): Finding => ({ verdict: "problem", text, advice });

/** It does not work, as the error says. */
export function broken(error: Error): Finding {
  return error instanceof Yandex360Error
    ? problem(error.message, adviceOn(error))
    : problem(`${clip(error.message, 300)} (please report this)`);
}

/** What is the matter cannot be told, since the service has answered otherwise than the check needs. */
export function notTold(error: Error): Finding {
  const { text, advice } = broken(error);
  return notKnown(`cannot be told: ${text}`, advice);
}

/** It cannot be told from here. */
export const notKnown = (text: string, advice?: string): Finding => ({ verdict: "not known", text, advice });
