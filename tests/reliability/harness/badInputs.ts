/** S1: bad inputs through the real host's Check: no request, no crash, and the property named. */
import * as fc from "fast-check";
import type { Failure, Host } from "../../support/engine/host";
import type { Raw } from "../../support/engine/operationError";
import type { TypeName } from "../../support/engine/package";
import { GOOD, SETTINGS, SETTINGS_OF_PROVIDERS, TABLE } from "./badValues";
import type { World } from "./world";

/** A resource with one bad property. */
export interface BadInput {
  type: TypeName;
  property: string;
  inputs: Raw;
}

/** All tabled bad inputs: each bad value alone, missing and unknown properties, two bad ones at once, ends that are one. */
export function tabledInputs(): BadInput[] {
  const single = TABLE.flatMap(([type, property, values]) =>
    values.map((value) => ({ type, property, inputs: { ...GOOD[type], [property]: value } })),
  );
  // What else is wrong must not hide it: every bad value also beside other bad ones.
  const beside = [
    ...valuesOf("name").map((name) => ({
      type: "SharedMailbox" as const,
      property: "name",
      inputs: { name, email: "@" },
    })),
    ...valuesOf("email").map((email) => ({
      type: "SharedMailbox" as const,
      property: "email",
      inputs: { email, orgId: "x" },
    })),
    ...valuesOf("description").map((description) => ({
      type: "SharedMailbox" as const,
      property: "description",
      inputs: { description, adopt: 1 },
    })),
    ...valuesOf("actorId").map((actorId) => ({
      type: "MailboxAccess" as const,
      property: "actorId",
      inputs: { actorId, taskTimeout: 0 },
    })),
    ...valuesOf("roles").map((roles) => ({
      type: "MailboxAccess" as const,
      property: "roles",
      inputs: { roles, actorId: "" },
    })),
    ...valuesOf("email").map((email) => ({
      type: "SharedMailbox" as const,
      property: "email",
      inputs: { email, name: "" },
    })),
    ...valuesOf("mailboxId").map((mailboxId) => ({
      type: "MailboxAccess" as const,
      property: "mailboxId",
      inputs: { mailboxId, roles: [], notify: "x" },
    })),
    ...valuesOf("ownerId").map((ownerId) => ({
      type: "DelegatedMailbox" as const,
      property: "ownerId",
      inputs: { ownerId, extra: 1 },
    })),
  ].map((bad) => ({ ...bad, inputs: { ...GOOD[bad.type], ...bad.inputs } }));
  const required = [
    ["SharedMailbox", "email"],
    ["SharedMailbox", "name"],
    ["DelegatedMailbox", "ownerId"],
    ["MailboxAccess", "mailboxId"],
    ["MailboxAccess", "actorId"],
    ["MailboxAccess", "roles"],
    ["MailboxAccessList", "mailboxId"],
    ["MailboxAccessList", "access"],
  ] as const;
  const missing = required.map(([type, property]) => {
    const { [property]: _, ...inputs } = GOOD[type];
    return { type, property, inputs };
  });
  const strangers = [
    "nmae",
    "Email",
    "id",
    "token",
    "orgID",
    "exclusve",
    "mailbox",
    "protect",
    "dependsOn",
    "customTimeouts",
    "y0_AgAAAABexampleToken",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "",
  ];
  const unknown = Object.keys(GOOD).flatMap((type) =>
    strangers.map((property) => ({
      type: type as TypeName,
      property,
      inputs: { ...GOOD[type as TypeName], [property]: "x" },
    })),
  );
  const itself = {
    type: "MailboxAccess" as const,
    property: "actorId",
    inputs: { ...GOOD.MailboxAccess, actorId: "1130000000000001" },
  };
  const itselfListed = {
    type: "MailboxAccessList" as const,
    property: "access",
    inputs: { ...GOOD.MailboxAccessList, mailboxId: "1130000000000002" },
  };
  return [...single, ...beside, ...missing, ...unknown, itself, itselfListed];
}

function valuesOf(wanted: string): readonly unknown[] {
  return TABLE.find(([, property]) => property === wanted)?.[2] ?? [];
}

const hostile = fc.oneof(
  fc.anything({ maxDepth: 3, withBigInt: false, withDate: false }),
  fc.string({ unit: "binary" }),
);
const generated = fc
  .tuple(fc.constantFrom(...TABLE), hostile)
  .map(([[type, property], value]): BadInput => ({ type, property, inputs: { ...GOOD[type], [property]: value } }));

/** What a run saw. */
export interface Checked {
  /** Tabled inputs and settings. */
  tabled: number;
  generated: number;
  refused: number;
  passed: number;
  /** Refusals that do not name the property, crashes, and tabled bad inputs that passed. */
  problems: string[];
  requests: number;
}

/** Sends every tabled input, and `generated` more from a seed, through Check. */
export async function checkBadInputs(world: World, more: number, seed: number): Promise<Checked> {
  const host = await world.host();
  world.emulator.clearJournal();
  const counted: Checked = { tabled: 0, generated: 0, refused: 0, passed: 0, problems: [], requests: 0 };
  for (const input of tabledInputs()) {
    const passed = await checkOne(host, input, counted);
    if (passed) {
      counted.problems.push(`passed: ${brief(input)}`);
    }
  }
  await checkSettings(host, counted);
  counted.tabled = counted.refused + counted.passed;
  const property = fc.asyncProperty(generated, async (input) => {
    const before = counted.problems.length;
    await checkOne(host, input, counted);
    if (counted.problems.length > before) {
      throw new Error(counted.problems.at(-1));
    }
  });
  await fc.assert(property, { numRuns: more, seed });
  counted.generated = counted.refused + counted.passed - counted.tabled;
  counted.requests = world.emulator.journal.length;
  return counted;
}

/** The settings are told by their key, and beside it where the engine may print the value. */
async function checkSettings(host: Host, counted: Checked): Promise<void> {
  for (const provider of host.providers) {
    for (const [key, values] of provider === "default" ? SETTINGS : SETTINGS_OF_PROVIDERS) {
      const name = key.slice("yandex360:".length);
      for (const value of values) {
        const failures = await host.refusals({ [key]: value }, provider);
        failures.length === 0 ? counted.passed++ : counted.refused++;
        const isNamed = ({ property, reason }: Failure) =>
          (property === "" || (property === name && name !== "token")) &&
          reason.includes(name) &&
          !tells(reason, key, value);
        if (!failures.some(isNamed)) {
          const given = JSON.stringify(value).slice(0, 80);
          counted.problems.push(`${provider} ${key} = ${given}: ${JSON.stringify(failures).slice(0, 200)}`);
        }
      }
    }
  }
  await host.newCommand();
}

/** A token that cannot be used is a secret all the same. */
function tells(reason: string, key: string, value: unknown): boolean {
  return key === "yandex360:token" && typeof value === "string" && value.trim() !== "" && reason.includes(value);
}

/** Where there is no value that the engine could print beside a property, the reason alone names it. */
function names({ property: beside, reason }: { property: string; reason: string }, property: string): boolean {
  if (beside !== "") {
    return beside === property;
  }
  const next = reason.charAt(property.length);
  return /^[a-z]\w*$/i.test(property) && !looksLikeToken(property)
    ? reason.startsWith(property) && [" ", "[", "."].includes(next)
    : reason.startsWith('"') || reason.startsWith("(what looks like a token)");
}

function looksLikeToken(text: string): boolean {
  return text.startsWith("y0_");
}

/** Whether the input passed. */
async function checkOne(host: Host, input: BadInput, counted: Checked): Promise<boolean> {
  const { type, property, inputs } = input;
  const plain: unknown = JSON.parse(JSON.stringify(inputs));
  const news = host.registered(type, plain as Raw);
  try {
    const told = await host.check({ type, name: "bad" }, {}, news);
    // What passed before counts as declared in the same program: that is no matter of one input.
    const failures = told.failures.filter(({ reason }) => !/ both declare /.test(reason));
    if (failures.length === 0) {
      counted.passed++;
      return true;
    }
    counted.refused++;
    if (!failures.some((failure) => names(failure, property))) {
      counted.problems.push(`names ${failures.map((failure) => failure.property).join()}: ${brief(input)}`);
    }
    const bad = failures.find(
      ({ reason }) => reason === "" || /[\p{Cc}\u2028\u2029]/u.test(reason) || reason.length > 300,
    );
    if (bad !== undefined) {
      counted.problems.push(`an unclear reason ${JSON.stringify(bad).slice(0, 200)}: ${brief(input)}`);
    }
  } catch (error) {
    counted.problems.push(`crashed with ${String(error).slice(0, 200)}: ${brief(input)}`);
  }
  return false;
}

function brief({ type, property, inputs }: BadInput): string {
  return `${type}.${property} = ${JSON.stringify(inputs[property])?.slice(0, 120)}`;
}
