/** What the room organization/ is told of the provider. */
import { nearestFew } from "./nearest";
import {
  isKnownRole,
  mayBeUnknownRole,
  Role,
  SHORT_ROLES,
  sameRoles,
  surpriseIn,
  warningsAbout,
} from "./service/roles";

/** The roles by short name, how names are compared, and what is to be said about roles that somebody has together. */
export const vocabulary = {
  roles: Object.fromEntries(Object.values(Role).map((role, at) => [SHORT_ROLES[at] ?? role, role])),
  mayBeUnknownRole,
  sameRoles,
  nearest: nearestFew,
  doubtsAbout: (roles: readonly string[]): string[] => {
    if (!roles.every(isKnownRole)) {
      return [];
    }
    const surprise = surpriseIn(roles);
    return [...warningsAbout(roles), ...(surprise === undefined ? [] : [surprise])];
  },
};
