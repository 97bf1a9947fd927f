/** What switches of the directory bear on: look-ups, which no step of the story makes. */
import assert from "node:assert/strict";
import { demoSeed, type Switches, startEmulator } from "../../emulator";
import { LookingProcess } from "../support/lookups";

/** The switches that no mailbox shows. */
export const OF_DIRECTORY: ReadonlySet<keyof Switches> = new Set([
  "cloudApi",
  "outdatedLists",
  "directoryPageCeiling",
  "directoryPageAbove",
  "cloudErrorShape",
  "cloudIds",
  "cloudReferences",
  "emailFilter",
  "dismissedListed",
  "parentIdDepth",
  "userGroups",
] as const);

const GONE = "1130000000000015";

/** Finds the same people and groups, whatever the switches say, and nobody who has left. */
export async function lookUp(switches: Partial<Switches>): Promise<number> {
  const emulator = await startEmulator({ seed: demoSeed, switches });
  try {
    const { structure } = emulator.organization("1000001");
    structure.addMember(structure.group("Дежурные"), { type: "user", id: GONE });
    const process = new LookingProcess(emulator);
    const boris = await process.ask("getEmployee", { email: "CFO@acme-logistics.example" });
    const customers = await process.ask("getGroup", { email: "customers@acme.example" });
    const sales = await process.ask("getDepartment", { name: "Продажи", nested: true });
    const gone = await process.ask("getEmployee", { id: GONE });
    const nobody = await process.error("getEmployee", { email: "ana.smirnova@acme.example" });
    const { employees } = await process.ask("getEmployees");

    assert.equal(boris.id, "1130000000000002");
    assert.deepEqual([customers.members.length, sales.members.length, employees.length], [7, 4, 15]);
    assert.equal(gone.isDismissed, true);
    assert.match(nobody, /did you mean "anna.smirnova@acme.example"\?$/);
    assert.deepEqual(emulator.strictViolations, []);
    return emulator.journal.length;
  } finally {
    await emulator.close();
  }
}
