import { ApiError } from "../../provider/api/errors";
import { isNotAvailable } from "../../provider/service/directoryReads";
import type { Check } from "./check";
import { broken, notKnown, notTold, ok, warning } from "./finding";
import { withService } from "./service";
import type { Outcome, ServiceReads } from "./serviceReads";

const HOW_TO_ADD =
  "add the scope to the application at oauth.yandex.ru, and get a new token: the old ones end with the change";

/** A scope that only some of the package needs. */
interface Optional {
  scope: string;
  /** What works with it alone. */
  neededFor: string;
  read(service: ServiceReads): Promise<{ outcome: Outcome<unknown>; shown: string }>;
}

const OPTIONAL: readonly Optional[] = [
  {
    scope: "directory:read_users",
    neededFor: "look-ups of employees, organization files, exports and reports",
    read: ({ lists }) => onEitherHost(lists.users, "employees"),
  },
  {
    scope: "directory:read_groups",
    neededFor: "look-ups of groups, and teams made of them",
    read: ({ lists }) => onEitherHost(lists.groups, "groups"),
  },
  {
    scope: "directory:read_departments",
    neededFor: "look-ups of departments, and teams made of them",
    read: ({ lists }) => onEitherHost(lists.departments, "departments"),
  },
  {
    scope: "directory:read_domains",
    neededFor: "addresses on further domains",
    read: async ({ domains }) => {
      const outcome = await domains();
      return { outcome, shown: outcome.error === undefined ? counted(outcome.value.items.size, "domains") : "" };
    },
  },
  {
    scope: "directory:read_organization",
    neededFor: "the names of organizations",
    read: async ({ organizations }) => ({ outcome: await organizations(), shown: "is there" }),
  },
];

/** Each scope, by a read that needs it. */
export const scopeChecks: readonly Check[] = [
  {
    area: "Scopes",
    name: "ya360_admin:mail_read_shared_mailbox_inventory",
    needs: ["organization"],
    examine: withService(async ({ shared }) => {
      const { error } = await shared();
      if (error === undefined) {
        return ok("is there: the mailboxes can be read");
      }
      return lacksScope(error) ? { ...broken(error), advice: HOW_TO_ADD } : notTold(error);
    }),
  },
  {
    area: "Scopes",
    name: "ya360_admin:mail_write_shared_mailbox_inventory",
    needs: ["organization"],
    examine: withService(async () =>
      notKnown(
        "cannot be proven without a change; `pulumi up` and `pulumi destroy` need it",
        "nothing for a token that is to read alone; else look at the application's scopes at oauth.yandex.ru",
      ),
    ),
  },
  ...OPTIONAL.map(
    ({ scope, neededFor, read }): Check => ({
      area: "Scopes",
      name: scope,
      needs: ["organization"],
      examine: withService(async (service) => {
        const { outcome, shown } = await read(service);
        if (outcome.error === undefined) {
          return ok(shown);
        }
        return lacksScope(outcome.error)
          ? warning(`is missing; ${neededFor} need it`, HOW_TO_ADD)
          : notTold(outcome.error);
      }),
    }),
  ),
];

function lacksScope(error: unknown): boolean {
  return error instanceof ApiError && error.reason === "noScope";
}

/** As look-ups read: on cloud-api, and on api360 where the first does not serve the token. */
async function onEitherHost<T extends { items: ReadonlyMap<string, unknown> }>(
  { cloudApi, api360 }: { cloudApi: () => Promise<Outcome<T>>; api360: () => Promise<Outcome<T>> },
  noun: string,
): Promise<{ outcome: Outcome<unknown>; shown: string }> {
  const first = await cloudApi();
  const host = isNotAvailable(first.error) ? "api360" : "cloud-api";
  const outcome = host === "api360" ? await api360() : first;
  const shown = outcome.error === undefined ? `${counted(outcome.value.items.size, noun)}, on ${host}` : "";
  return { outcome, shown };
}

function counted(count: number, nouns: string): string {
  return `is there: ${count.toLocaleString("en-US")} ${count === 1 ? nouns.replace(/s$/, "") : nouns}`;
}
