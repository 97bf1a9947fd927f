/** The settings of a mailbox: its own, or else the file's, or else the defaults. */
import type { Draft } from "./schema";

/** How a mailbox and its access are looked after. */
export interface Settings {
  /** Whether people whom the file does not name lose their access. */
  exclusive: boolean;
  /** What becomes of people whom neither the file nor the state has ever named. */
  unlisted: "refuse" | "remove";
  /** Whom the service tells of a change. */
  notify: "all" | "delegates" | "none";
  /** Whether Pulumi refuses to delete the mailbox. */
  protect: boolean;
}

/** What counts where the file says nothing. */
export const DEFAULTS: Readonly<Settings> = { exclusive: true, unlisted: "refuse", notify: "all", protect: true };

/** What a file or a mailbox says of its settings. */
type Given = Pick<Draft, keyof Settings>;

/** The settings of a mailbox of the file. */
export function settingsOf(file: Given, mailbox: Given): Settings {
  return {
    exclusive: mailbox.exclusive ?? file.exclusive ?? DEFAULTS.exclusive,
    unlisted: mailbox.unlisted ?? file.unlisted ?? DEFAULTS.unlisted,
    notify: mailbox.notify ?? file.notify ?? DEFAULTS.notify,
    protect: mailbox.protect ?? file.protect ?? DEFAULTS.protect,
  };
}
