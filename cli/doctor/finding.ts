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

/** It cannot be told from here. */
export const notKnown = (text: string, advice?: string): Finding => ({ verdict: "not known", text, advice });
