import { USUAL_LIMITS } from "../../organization/limits";
import { ApiError } from "../../provider/api/errors";
import type { Listing } from "../../provider/api/mailboxes";
import type { Check } from "./check";
import { broken, type Finding, notKnown, notTold, ok, problem, warning } from "./finding";
import { withService } from "./service";
import type { Outcome, ServiceReads } from "./serviceReads";

const NEARLY_FULL = 0.9;

/** What the organization has, and what it may have. */
export const mailboxChecks: readonly Check[] = [
  { area: "Organization", name: "main domain", needs: ["organization"], examine: withService(examineDomain) },
  { area: "Organization", name: "mailbox sharing", needs: ["organization"], examine: withService(examineTariff) },
  {
    area: "Organization",
    name: "shared mailboxes",
    needs: ["mailbox sharing"],
    examine: withService(async ({ shared }) => used(await shared())),
  },
  {
    area: "Organization",
    name: "delegated mailboxes",
    needs: ["mailbox sharing"],
    examine: withService(async ({ delegated }) => used(await delegated())),
  },
];

async function examineDomain(service: ServiceReads): Promise<Finding> {
  const outcome = await service.domains();
  if (outcome.error !== undefined) {
    return notTold(outcome.error);
  }
  const all = [...outcome.value.items.values()];
  const main = all.find(({ master }) => master);
  if (main === undefined) {
    return problem(
      "there is none; shared mailboxes need a domain that is linked to the organization",
      "link a domain in the admin console, and make it the main one",
    );
  }
  if (!main.verified) {
    return problem(`${main.name} is not verified`, "prove in the admin console that the domain is the organization's");
  }
  const others = all.filter((domain) => domain !== main).map(({ name }) => name);
  return ok(`${main.name} is verified${others.length > 0 ? `; further ones: ${others.join(", ")}` : ""}`);
}

/** What the service says where the tariff is without sharing is not documented: it is what is left of the reasons. */
async function examineTariff(service: ServiceReads): Promise<Finding> {
  const outcomes = [await service.shared(), await service.delegated()];
  const error = outcomes.find((outcome) => outcome.error !== undefined)?.error;
  if (error === undefined) {
    return ok("the tariff has it, as far as reading shows");
  }
  const organizations = await service.organizations();
  const administers = organizations.error === undefined && organizations.value.some(({ id }) => id === service.orgId);
  const isRefused = error instanceof ApiError && error.refusal.status < 500 && error.reason !== "noScope";
  return administers && isRefused && error.reason !== "rateLimited"
    ? problem(
        `the service refuses to list mailboxes, though the token's user administers the organization: ${broken(error).text}`,
        "look in the admin console whether the organization's tariff has shared mailboxes",
      )
    : notTold(error);
}

function used(outcome: Outcome<Listing>): Finding {
  if (outcome.error !== undefined) {
    return notTold(outcome.error);
  }
  const { counts, complete } = outcome.value;
  if (!complete) {
    return notKnown("the service sends the list without a total, so nobody knows whether it is whole");
  }
  const withAccess = [...counts.values()].filter((people) => people !== 0).length;
  const text = `${number(counts.size)} of ${number(USUAL_LIMITS.ofAKind)}, ${number(withAccess)} of them with people who have access`;
  return counts.size < USUAL_LIMITS.ofAKind * NEARLY_FULL
    ? ok(text)
    : warning(text, "delete mailboxes, or switch delegations off, that nobody uses any more");
}

function number(count: number): string {
  return count.toLocaleString("en-US");
}
