/** The JSON of `pulumi preview --json`, as far as it is about mailboxes. */
import { z } from "zod";
import { isResourceType, type ResourceType } from "../../provider/registry";
import { PreviewFailed } from "./failed";
import { plain, resourceIn } from "./plain";

/** A value that a preview does not show. */
export interface Hidden {
  /** `later`: known only when `up` has made something else. `secret`: Pulumi keeps it to itself. */
  hidden: "later" | "secret";
}

/** A value, or why it is not shown. */
export type Shown<T> = T | Hidden;

/** What a resource of the preview is given. Absent: the preview does not have it. */
export interface Values {
  orgId?: Shown<string>;
  email?: Shown<string>;
  name?: Shown<string>;
  description?: Shown<string>;
  adopt?: boolean;
  ownerId?: Shown<string>;
  mailboxId?: Shown<string>;
  actorId?: Shown<string>;
  roles?: Shown<string[]>;
  access?: Shown<Entry[]>;
  exclusive?: boolean;
  unlisted?: string;
  /** Whose access was asked for and not confirmed. */
  unsettled?: string[];
}

/** One person of an access list. */
export interface Entry {
  actorId: Shown<string>;
  roles: Shown<string[]>;
}

/** What a preview does with one resource of this package. */
export interface Step {
  op: "same" | "create" | "update" | "replace" | "delete" | "import";
  urn: string;
  /** The resource's name in the program. */
  resource: string;
  type: ResourceType;
  /** The id in state, or the one that is imported. */
  id?: string;
  /** Whether only state forgets it, by the resource option retainOnDelete. */
  retained: boolean;
  /** Whether a replacement takes the old one away first. */
  deletesFirst: boolean;
  /** Whether an earlier `up` has left it half-made. */
  halfMade: boolean;
  /** Why it is replaced: names of properties. */
  replaces: readonly string[];
  before?: Values;
  after?: Values;
  /** The URN of the one resource that the mailbox's id comes from. */
  mailboxUrn?: string;
}

/** Something that was said in the preview. */
export interface Message {
  severity: "info" | "warning";
  text: string;
  /** The resource of this package that it was said beside. */
  urn?: string;
}

/** A preview. */
export interface Preview {
  steps: Step[];
  messages: Message[];
}

/** What stands for a value that is not known. Source: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts. */
const LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SECRET = "[secret]";

const text = z.string().transform((value): Shown<string> => hiddenIn(value) ?? value);
const roles = z.union([text.pipe(z.custom<Hidden>(isHidden)), z.array(z.string())]).transform((value) => {
  const hidden = Array.isArray(value) ? value.map(hiddenIn).find((one) => one !== undefined) : value;
  return hidden ?? (value as string[]);
});
const entries = z.array(z.object({ actorId: text, roles }));
const byEmployee = z
  .record(z.string(), roles)
  .transform((access): Entry[] => Object.entries(access).map(([actorId, given]) => ({ actorId, roles: given })));
const access = z.union([text.pipe(z.custom<Hidden>(isHidden)), entries, byEmployee]);

const values = z.object({
  orgId: text.optional(),
  email: text.optional(),
  name: text.optional(),
  description: text.optional(),
  adopt: z.boolean().optional().catch(undefined),
  ownerId: text.optional(),
  mailboxId: text.optional(),
  actorId: text.optional(),
  roles: roles.optional(),
  access: access.optional(),
  exclusive: z.boolean().optional().catch(undefined),
  unlisted: z.string().optional().catch(undefined),
  unsettled: z.array(z.string()).optional().catch(undefined),
});

const state = z
  .object({
    type: z.string(),
    id: z.string().optional(),
    importID: z.string().optional(),
    inputs: z.looseObject({}).optional(),
    outputs: z.looseObject({}).optional(),
    retainOnDelete: z.boolean().optional(),
    pendingReplacement: z.boolean().optional(),
    initErrors: z.array(z.string()).optional(),
    propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).optional(),
  })
  .nullish();

const preview = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      urn: z.string(),
      oldState: state,
      newState: state,
      replaceReasons: z.array(z.string()).nullish(),
    }),
  ),
  diagnostics: z
    .array(z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() }))
    .nullish()
    .transform((given) => given ?? []),
});
type RawStep = z.infer<typeof preview>["steps"][number];

const NEXT = "make it with `pulumi preview --json`";

/**
 * The preview in a file's bytes.
 *
 * @throws PreviewFailed where it has errors, else Error: one line that says what it is instead, and what to do.
 */
export function readPreview(bytes: Uint8Array): Preview {
  const parsed = preview.safeParse(jsonIn(decoded(bytes)));
  if (!parsed.success) {
    const [{ path } = { path: [] }] = parsed.error.issues;
    const what =
      path.length > 1
        ? `not a preview as pulumi 3 prints it, by its ${path.map(String).join(".")}`
        : `no preview: it has no ${String(path[0] ?? "steps")}`;
    throw new Error(`it is ${what}; ${NEXT}`);
  }
  const { steps, diagnostics } = parsed.data;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new PreviewFailed(errors);
  refuseRefresh(steps);
  return { steps: stepsOf(steps), messages: diagnostics.flatMap(messageOf) };
}

/** A redirection of Windows PowerShell writes UTF-16, by the byte order mark at its beginning. */
const UTF_16: Readonly<Record<string, string>> = { fffe: "utf-16le", feff: "utf-16be" };

function decoded(bytes: Uint8Array): string {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString("hex");
  return new TextDecoder(UTF_16[mark] ?? "utf-8").decode(bytes);
}

/** The JSON, whatever lines were printed before and after it. */
function jsonIn(given: string): unknown {
  const lines = given.split(/\r?\n/);
  if (given.trim() === "") {
    throw new Error(`there is nothing in it: pulumi has printed its error elsewhere; ${NEXT}`);
  }
  if (lines.some((line) => /^\{"sequence":\d+,/.test(line))) {
    throw new Error(
      "it has the events of a running command and not a preview, as `pulumi up --json` prints them: " +
        `${NEXT}, without PULUMI_ENABLE_STREAMING_JSON_PREVIEW`,
    );
  }
  const whole = parsedIfJson(given);
  if (whole !== undefined) {
    return whole;
  }
  const from = lines.findIndex((line) => line.trimStart().startsWith("{"));
  const to = lines.findLastIndex((line) => line.trimEnd().endsWith("}"));
  if (from < 0) {
    throw new Error(`it is not JSON, but begins with ${JSON.stringify(given.trim().slice(0, 40))}; ${NEXT}`);
  }
  const found = parsedIfJson(lines.slice(from, to + 1).join("\n"));
  if (found === undefined) {
    throw new Error(`its JSON is broken or cut short; ${NEXT}`);
  }
  return found;
}

/** The value of a text that is JSON, else undefined. */
function parsedIfJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

/** A preview has a step of the program's stack; a refresh only looks at what is there. */
function refuseRefresh(steps: readonly RawStep[]): void {
  const stack = steps.filter(({ urn }) => urn.includes("::pulumi:pulumi:Stack::"));
  if (steps.some(({ op }) => op === "refresh") && stack.every(({ op }) => op === "refresh")) {
    throw new Error(
      "it is of `pulumi refresh`, which changes no mailbox: to see what `up` would do about changes made elsewhere, " +
        "run `pulumi preview --refresh --json`",
    );
  }
}

/** The type in a token of either host: `pulumi-nodejs:dynamic/yandex360:SharedMailbox` or `yandex360:index:SharedMailbox`. */
function typeOf(token: string): ResourceType | undefined {
  const name = /^(?:pulumi-nodejs:dynamic\/yandex360|yandex360:index):(\w+)$/.exec(token)?.[1];
  return name !== undefined && isResourceType(name) ? name : undefined;
}

/** A refresh shows what was in state before it; where anything follows of the same resource, that counts. */
function stepsOf(all: readonly RawStep[]): Step[] {
  const later = new Set(
    all.filter(({ op }) => op !== "refresh").flatMap(({ urn, oldState }) => [urn, idKey(oldState)]),
  );
  return all.flatMap((raw) => {
    const outdated = raw.op === "refresh" && (later.has(raw.urn) || later.has(idKey(raw.oldState)));
    const op = opOf(raw);
    return op === undefined || outdated ? [] : stepOf(raw, op);
  });
}

/** Source: https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step.go. */
const OPS = new Map<string, Step["op"] | undefined>([
  ["same", "same"],
  ["refresh", "same"],
  ["create", "create"],
  ["update", "update"],
  ["replace", "replace"],
  ["delete", "delete"],
  ["import", "import"],
  ["import-replacement", "import"],
  // The two halves of a replacement stand beside the step `replace`.
  ["create-replacement", undefined],
  ["delete-replaced", undefined],
  // Of what the program reads and does not manage, and of what state alone has: no mailbox changes.
  ["read", undefined],
  ["read-replacement", undefined],
  ["discard", undefined],
  ["discard-replaced", undefined],
  ["remove-pending-replace", undefined],
  ["diff", undefined],
]);

/** What a step does; undefined where that changes nothing. */
function opOf({ op, urn, oldState, newState }: RawStep): Step["op"] | undefined {
  const types = [newState?.type, oldState?.type, urn.split("::")[2]?.split("$").at(-1)];
  if (!OPS.has(op) && types.some((type = "") => typeOf(type) !== undefined)) {
    throw new Error(
      `resource ${resourceIn(urn)} has the step \`${op}\`, which this version of the package does not know; install a newer ` +
        "one, or preview with an older Pulumi",
    );
  }
  return OPS.get(op);
}

function idKey(old: RawStep["oldState"]): string | undefined {
  return old?.id === undefined ? undefined : `${old.type} ${old.id}`;
}

function stepOf({ urn, oldState, newState, replaceReasons }: RawStep, op: Step["op"]): Step[] {
  const type = typeOf((newState ?? oldState)?.type ?? "");
  if (type === undefined) {
    return [];
  }
  const before = oldState ? { ...read(urn, oldState.inputs), ...read(urn, oldState.outputs) } : undefined;
  const after = newState && op !== "delete" ? read(urn, newState.inputs) : undefined;
  const from = newState?.propertyDependencies?.mailboxId ?? [];
  const id = oldState?.id || newState?.importID || newState?.id;
  return [
    {
      ...{ op, urn, type, resource: resourceIn(urn) },
      ...(id !== undefined && { id }),
      retained: oldState?.retainOnDelete === true,
      deletesFirst: oldState?.pendingReplacement === true,
      halfMade: (oldState?.initErrors ?? []).length > 0,
      replaces: replaceReasons ?? [],
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...(from.length === 1 && from[0] !== undefined && { mailboxUrn: from[0] }),
    },
  ];
}

function read(urn: string, given: object | undefined): Values {
  const parsed = values.safeParse(given ?? {});
  if (!parsed.success) {
    const [property = "inputs"] = parsed.error.issues[0]?.path ?? [];
    throw new Error(
      `resource ${resourceIn(urn)} has \`${String(property)}\` in a shape that this version of the package does not know; ` +
        "install the version that the program uses",
    );
  }
  // What is absent must not stand as undefined over what is known.
  return Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined));
}

function messageOf({ urn, message, severity }: z.infer<typeof preview>["diagnostics"][number]): Message[] {
  const ours =
    urn !== undefined && /(?:::|\$)(?:pulumi-nodejs:dynamic\/yandex360|yandex360:index):\w+::[^:]*$/.test(urn);
  if (severity !== "info" && severity !== "warning") {
    return [];
  }
  return ours || severity === "warning" ? [{ severity, text: plain(message), ...(ours && { urn }) }] : [];
}

function hiddenIn(value: string): Hidden | undefined {
  return value === LATER ? { hidden: "later" } : value === SECRET ? { hidden: "secret" } : undefined;
}

/** Whether the preview does not show the value. */
export function isHidden(value: unknown): value is Hidden {
  return typeof value === "object" && value !== null && "hidden" in value;
}
