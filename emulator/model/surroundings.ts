import type { Limits } from "./limits";
import type { EmulatorSettings } from "./settings";
import type { Switches } from "./switches";

/** What every part of the emulator may look at: the clock, and the choices in force. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  now: () => number;
  settings: EmulatorSettings;
  switches: Switches;
  limits: Limits;
}
