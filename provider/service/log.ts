import type { Sentence } from "../api/errors";

/** Where an operation says what the user should know although it succeeds. It never fails because nobody can be told. */
export interface Log {
  info(message: Sentence): void;
  warn(message: Sentence): void;
}
