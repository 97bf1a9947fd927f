/** The copy of an organization that `yandex360 emulator --from-export` starts with. */
import { stringify } from "yaml";
import type { OrganizationSeed, Seed, UserSeed } from "../../emulator";
import { domainsOfLive, nameOf } from "../../organization";
import type { Survey } from "../../provider/engine/survey";
import type { Employee } from "../../provider/service/answers";
import { liveOf } from "./exported";

/** What the file is called, beside the program. */
export const COPY = "emulator.yaml";

const HEAD = "# The organization for `yandex360 emulator --from-export`, to try changes on.\n";

/**
 * The text of the file.
 *
 * @param name - what the organization is called where the token does not show its name.
 */
export function copyOf(survey: Survey, name: string): string {
  return HEAD + stringify(seedOf(survey, name), { lineWidth: 0 });
}

/** Whether a text is such a file, and not one that somebody has written for the emulator. */
export function isCopy(text: string): boolean {
  return text.startsWith(HEAD);
}

/** The organization as the emulator takes it; its token is the emulator's own. */
function seedOf(survey: Survey, name: string): Seed {
  const { orgId, orgName, employees, mailboxes } = survey;
  const of = (kind: "shared" | "delegated") => mailboxes.filter((mailbox) => mailbox.kind === kind);
  // The emulator has no organization without a domain.
  const [main = "example.org", ...others] = domainsOfLive(liveOf(survey), []);
  const organization: OrganizationSeed = {
    id: orgId,
    name: orgName ?? name,
    domains: [main, ...others],
    users: employees.map(userOf),
    shared: of("shared").map(({ id, email = "", name: called = "", description = "" }) => ({
      id,
      email,
      name: called,
      description,
    })),
    delegated: of("delegated").map(({ id }) => id),
    access: mailboxes.flatMap(({ id, access }) =>
      [...access].map(([actorId, roles]) => ({ mailboxId: id, actorId, roles: [...roles] })),
    ),
  };
  return { organizations: [organization], tokens: [{ token: "emulator-token" }] };
}

function userOf(employee: Employee): UserSeed {
  const { id, nickname, firstName, lastName, middleName, email, aliases, position } = employee;
  const { isAdmin, isRobot, isDismissed, isBlocked } = employee;
  return {
    id,
    nickname,
    name: { first: firstName, last: lastName, ...(middleName === "" ? {} : { middle: middleName }) },
    displayName: employee.name === "" ? nameOf(employee) : employee.name,
    email,
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(position === "" ? {} : { position }),
    ...(isAdmin ? { isAdmin } : {}),
    ...(isRobot ? { isRobot } : {}),
    ...(isDismissed ? { isDismissed } : {}),
    ...(isBlocked && !isDismissed ? { isEnabled: false } : {}),
  };
}
