import type { Check, Line } from "./check";
import type { Finding } from "./finding";
import { mailboxChecks } from "./mailboxes";
import { scopeChecks } from "./scopes";
import { serviceChecks } from "./service";
import { settingChecks } from "./settings";
import type { Setup } from "./setup";
import { softwareChecks } from "./software";

/** Every check, after those that it needs. */
export const checks: readonly Check[] = [
  ...settingChecks,
  ...serviceChecks,
  ...scopeChecks,
  ...mailboxChecks,
  ...softwareChecks,
];

/** Makes the checks one after the other. A check that finds a problem ends those alone that need it. */
export async function examine(setup: Setup, all: readonly Check[] = checks): Promise<Line[]> {
  const lines = new Map<string, Line>();
  for (const { area, name, needs = [], examine: look } of all) {
    const without = needs.find((need) => ["problem", "not asked"].includes(lines.get(need)?.verdict ?? "not asked"));
    const finding: Finding =
      without === undefined ? await look(setup) : { verdict: "not asked", text: `needs ${without}` };
    lines.set(name, { area, name, ...finding });
  }
  return [...lines.values()];
}
