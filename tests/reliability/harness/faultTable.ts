/**
 * What every fault at every request ends in: the tests are generated from this table, and docs/reliability.md is.
 * Recorded from a whole run and read through; a change in it is a change of what users see.
 */
import { FAULT_SPECS, type FaultKind } from "../../../emulator";
import type { Situation, SituationName } from "./situations";

/**
 * How a command ends: without an error; with an error and the state as it was; with an error and a half-made resource in
 * the state.
 */
export type End = "converged" | "as it was" | "half-made";

/** How a command ends when the fault comes once, and when it comes at every request of the kind. */
export interface Ends {
  once: End;
  always: End;
}

/** How commands end that meet a fault: everywhere alike, except in some situations. */
interface Profile {
  default: Ends;
  except: Partial<Record<SituationName, Ends>>;
}

const CONVERGES: Ends = { once: "converged", always: "converged" };

/** The command goes on after one fault. */
function endures(always: End): Ends {
  return { once: "converged", always };
}

/** The command fails at the first fault. */
function fails(end: End): Ends {
  return { once: end, always: end };
}

function at(situations: readonly SituationName[], ends: Ends): Partial<Record<SituationName, Ends>> {
  return Object.fromEntries(situations.map((name) => [name, ends]));
}

/** The first change of a resource that stays: an error leaves it half-made where the change may have happened. */
const FIRST_CHANGES: readonly SituationName[] = [
  "rename a mailbox",
  "switch delegation on",
  "give access",
  "change access",
  "give access through a list",
];

/** Waiting for a task that gives or changes access. */
const WAITS: readonly SituationName[] = [
  "wait for given access",
  "wait for changed access",
  "wait for access given through a list",
  "wait for changed access in a list",
];

/** Taking somebody off a list that stays. */
const TAKEN_OFF_A_LIST: readonly SituationName[] = [
  "take access away that is no longer listed",
  "take away access that was never listed",
];

/** Something was changed before the request, so every error leaves a half-made resource. */
const LATER_REQUESTS: readonly SituationName[] = [
  ...WAITS,
  ...TAKEN_OFF_A_LIST,
  "describe the adopted mailbox",
  "settle a forgotten task",
  "give access in a changed list",
  "change access in a list",
];

/** Taking away all the access that a resource stands for. */
const DELETIONS_OF_ACCESS: readonly SituationName[] = ["take access away", "delete a list"];

const REVOCATIONS: readonly SituationName[] = [...DELETIONS_OF_ACCESS, ...TAKEN_OFF_A_LIST];

/** Waiting for a task that takes access away. */
const WAITS_FOR_DELETIONS: readonly SituationName[] = [
  "wait for access taken away",
  "wait for the access of a deleted list",
];

/** No usable reply, and the service has changed nothing. The package cannot know that, and sends the request again. */
const UNANSWERED: Profile = {
  default: endures("as it was"),
  except: {
    ...at([...FIRST_CHANGES, ...LATER_REQUESTS], endures("half-made")),
    ...at(WAITS_FOR_DELETIONS, CONVERGES),
  },
};

/** As UNANSWERED, but the service has made the change, and a later read shows it. */
const UNANSWERED_AND_MADE: Profile = {
  default: UNANSWERED.default,
  except: { ...UNANSWERED.except, ...at(["create a mailbox", ...REVOCATIONS], CONVERGES) },
};

/** A reply that makes no sense, and the service has changed nothing. The package does not send the request again. */
const UNUSABLE: Profile = {
  default: fails("as it was"),
  except: {
    ...at([...FIRST_CHANGES, ...LATER_REQUESTS], fails("half-made")),
    ...at(WAITS_FOR_DELETIONS, CONVERGES),
    "create a mailbox": endures("as it was"),
  },
};

/** As UNUSABLE, but the service has made the change, and a later read shows it. */
const UNUSABLE_AND_MADE: Profile = {
  default: UNUSABLE.default,
  except: { ...UNUSABLE.except, ...at(["create a mailbox", ...REVOCATIONS], CONVERGES) },
};

/** The service has made the change; its reply lacks fields, which only some requests need. */
const FIELDS_MISSING: Profile = {
  default: UNUSABLE_AND_MADE.default,
  except: {
    ...UNUSABLE_AND_MADE.except,
    ...at(["delete a mailbox", "switch delegation off", "look who has access before a list is made"], CONVERGES),
    ...at(["prove that a mailbox is gone", "refresh a delegation"], endures("as it was")),
    ...at(["refresh access", "refresh access that is gone"], endures("as it was")),
    "settle a forgotten task": endures("half-made"),
  },
};

const HARMLESS: Profile = { default: CONVERGES, except: {} };

/** The service refuses: it has changed nothing, and the package does not send the request again. */
const REFUSED: Profile = {
  default: fails("as it was"),
  except: {
    ...at(LATER_REQUESTS, fails("half-made")),
    ...at(WAITS_FOR_DELETIONS, CONVERGES),
    // After one refusal, the others on the list have their access.
    "give access through a list": { once: "half-made", always: "as it was" },
  },
};

/** What a list sends again once others have lost their access: the mailbox may have been full. */
const TRIED_AGAIN: readonly SituationName[] = ["give access in a changed list", "change access in a list"];

/** As REFUSED, for a reason that may pass. */
const REFUSED_FOR_NOW: Profile = {
  default: REFUSED.default,
  except: { ...REFUSED.except, ...at(TRIED_AGAIN, endures("half-made")) },
};

/** As REFUSED_FOR_NOW; a list of which a page is refused is read again. */
const REFUSED_AS_BAD: Profile = {
  default: REFUSED_FOR_NOW.default,
  except: {
    ...REFUSED_FOR_NOW.except,
    ...at(["prove that a mailbox is gone", "find the mailbox to adopt"], endures("as it was")),
    "refresh a delegation": endures("as it was"),
  },
};

/** As REFUSED; a task that is not found may have ended, so the package reads who has access. */
const NOT_FOUND: Profile = {
  default: REFUSED.default,
  except: { ...REFUSED.except, ...at(WAITS, CONVERGES) },
};

/** The service has changed nothing and says so; the package sends the request again. */
const TOO_MANY: Profile = {
  default: endures("as it was"),
  except: { ...at(LATER_REQUESTS, endures("half-made")), ...at(WAITS_FOR_DELETIONS, CONVERGES) },
};

const TASK_FAILS: Profile = {
  default: fails("half-made"),
  except: {
    ...at([...TRIED_AGAIN, "wait for changed access in a list"], endures("half-made")),
    ...at(DELETIONS_OF_ACCESS, fails("as it was")),
    ...at(WAITS_FOR_DELETIONS, CONVERGES),
  },
};

/** The task fails though it has acted; that somebody has lost access shows in a read. */
const TASK_FAILS_HAVING_ACTED: Profile = {
  default: fails("half-made"),
  except: {
    ...at([...TRIED_AGAIN, "wait for changed access in a list"], endures("half-made")),
    ...at([...REVOCATIONS, ...WAITS_FOR_DELETIONS], CONVERGES),
  },
};

const TASK_NEVER_ENDS: Profile = {
  default: fails("half-made"),
  except: at([...DELETIONS_OF_ACCESS, ...WAITS_FOR_DELETIONS], fails("as it was")),
};

/** The service forgets the task, which has not acted. */
const TASK_LOST: Profile = {
  default: fails("half-made"),
  except: {
    ...at(DELETIONS_OF_ACCESS, fails("as it was")),
    ...at([...WAITS, ...WAITS_FOR_DELETIONS], CONVERGES),
  },
};

const LIST_NOT_WHOLE: Profile = { default: endures("as it was"), except: {} };

/** Without a total, only the proof of an absence needs the list to be whole. */
const LIST_WITHOUT_TOTAL: Profile = {
  default: CONVERGES,
  except: { "prove that a mailbox is gone": endures("as it was") },
};

const UNTIL = "until 120 s have passed";
const LIST = "the list is read again, 3 times in all";
const POLL = "the task is asked after until `taskTimeout`";
const NO = "no";
const NONE = "not needed";

/** One kind of fault. */
interface FaultRow {
  /** Whether the request is sent again after the fault. CreateShared has a rule of its own. */
  sentAgain: string;
  ends: Profile;
}

/** What is expected of every kind of fault. */
export const FAULTS: Readonly<Record<FaultKind, FaultRow>> = {
  refused: { sentAgain: UNTIL, ends: UNANSWERED },
  "reset-before": { sentAgain: UNTIL, ends: UNANSWERED },
  "hang-up-before": { sentAgain: UNTIL, ends: UNANSWERED },
  "reset-after": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "stall-before": { sentAgain: UNTIL, ends: UNANSWERED },
  "stall-after": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "truncated-after": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "gzip-bomb": { sentAgain: NO, ends: UNUSABLE_AND_MADE },
  "endless-body": { sentAgain: NO, ends: UNUSABLE_AND_MADE },
  "slow-drip": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "html-200": { sentAgain: NO, ends: UNUSABLE },
  "html-200-after": { sentAgain: NO, ends: UNUSABLE_AND_MADE },
  "html-502": { sentAgain: UNTIL, ends: UNANSWERED },
  "empty-200": { sentAgain: NO, ends: UNUSABLE_AND_MADE },
  "wrong-types": { sentAgain: NO, ends: UNUSABLE_AND_MADE },
  "missing-fields": { sentAgain: NO, ends: FIELDS_MISSING },
  "json-null": { sentAgain: NO, ends: UNUSABLE_AND_MADE },
  "proto-keys": { sentAgain: NONE, ends: HARMLESS },
  "terminal-escapes": { sentAgain: NO, ends: REFUSED_AS_BAD },
  "long-message": { sentAgain: NO, ends: REFUSED_AS_BAD },
  "status-400": { sentAgain: NO, ends: REFUSED_AS_BAD },
  "status-401": { sentAgain: NO, ends: REFUSED },
  "status-403-scope": { sentAgain: NO, ends: REFUSED },
  "status-403-admin": { sentAgain: NO, ends: REFUSED },
  "status-404-api": { sentAgain: NO, ends: NOT_FOUND },
  "status-404-html": { sentAgain: NO, ends: REFUSED },
  "status-409": { sentAgain: NO, ends: REFUSED_FOR_NOW },
  "status-429": { sentAgain: UNTIL, ends: TOO_MANY },
  "status-429-seconds": { sentAgain: UNTIL, ends: TOO_MANY },
  "status-429-date": { sentAgain: UNTIL, ends: TOO_MANY },
  "status-429-huge": { sentAgain: NO, ends: REFUSED },
  "status-500-before": { sentAgain: UNTIL, ends: UNANSWERED },
  "status-500-after": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "status-502-after": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "status-503": { sentAgain: UNTIL, ends: UNANSWERED },
  "status-503-seconds": { sentAgain: UNTIL, ends: UNANSWERED },
  "status-504-after": { sentAgain: UNTIL, ends: UNANSWERED_AND_MADE },
  "redirect-301": { sentAgain: NO, ends: UNUSABLE },
  "redirect-302": { sentAgain: NO, ends: UNUSABLE },
  "redirect-307": { sentAgain: NO, ends: UNUSABLE },
  "task-error": { sentAgain: NONE, ends: TASK_FAILS },
  "task-error-applied": { sentAgain: NONE, ends: TASK_FAILS_HAVING_ACTED },
  "task-never": { sentAgain: POLL, ends: TASK_NEVER_ENDS },
  "task-never-applied": { sentAgain: POLL, ends: TASK_NEVER_ENDS },
  "task-forgotten": { sentAgain: NONE, ends: HARMLESS },
  "task-forgotten-unapplied": { sentAgain: NONE, ends: TASK_LOST },
  "task-unknown-status": { sentAgain: POLL, ends: TASK_NEVER_ENDS },
  "list-shrinks": { sentAgain: LIST, ends: LIST_NOT_WHOLE },
  "list-duplicates": { sentAgain: LIST, ends: LIST_NOT_WHOLE },
  "list-empty-page": { sentAgain: LIST, ends: LIST_NOT_WHOLE },
  "list-total-high": { sentAgain: LIST, ends: LIST_NOT_WHOLE },
  "list-total-low": { sentAgain: LIST, ends: LIST_NOT_WHOLE },
  "list-total-missing": { sentAgain: LIST, ends: LIST_WITHOUT_TOTAL },
  "list-page-echo": { sentAgain: LIST, ends: LIST_NOT_WHOLE },
};

/** Faults that pass: a request that is sent again after one of them succeeds. */
export const PASSING: readonly FaultKind[] = (Object.keys(FAULTS) as FaultKind[]).filter(
  (kind) => FAULTS[kind].sentAgain === UNTIL,
);

/** Whether the emulator can make the fault at this request. */
export function applies(kind: FaultKind, { endpoint }: Situation): boolean {
  const { endpoints } = FAULT_SPECS[kind];
  return endpoints === undefined || endpoints.includes(endpoint);
}

/** How the command ends in which the fault comes at this request; nothing where the emulator cannot make it there. */
export function endsOf(kind: FaultKind, situation: Situation): Ends | undefined {
  const { ends } = FAULTS[kind];
  return applies(kind, situation) ? (ends.except[situation.name] ?? ends.default) : undefined;
}
