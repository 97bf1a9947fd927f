/** The package's own code without the engine. */

import { readSettings } from "../../provider/engine/settings";
import { mailboxAccess } from "../../provider/resources/mailboxAccess";
import { createContext } from "../../provider/service/context";
import { ORG, type Service, TOKEN } from "./service";

/** What the provider works with, for this service. */
export function contextFor({ url }: Service, settings: Record<string, string> = {}) {
  const config = new Map(Object.entries({ "yandex360:orgId": ORG, "yandex360:apiUrl": url, ...settings }));
  const read = readSettings((key) => config.get(key));
  if (read.settings === undefined) throw new Error("the settings cannot be used");
  return createContext({ ...read.settings, token: TOKEN });
}

/**
 * Gives so many employees access to the mailbox of another, `workers` at a time, through the package's own code.
 *
 * @returns seconds.
 */
export async function grantAll(context: ReturnType<typeof contextFor>, jobs: number, workers: number): Promise<number> {
  await context.api.createDelegated(ORG, employee(0));
  const begun = performance.now();
  await inParallel(workers, jobs, (job) =>
    mailboxAccess.create(context, {
      orgId: ORG,
      mailboxId: employee(0),
      actorId: employee(job + 1),
      notify: "none",
      roles: ["shared_mailbox_owner"],
    }),
  );
  return (performance.now() - begun) / 1000;
}

async function inParallel(workers: number, jobs: number, work: (job: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < jobs) await work(next++);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

/** The id of an employee of the emulated organization, from 0 on. */
export function employee(n: number): string {
  return String(1_130_000_000_000_001 + n);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
