/** Previews as `pulumi preview --json` prints them, from what a test is about. */
import { type Known, NOTHING } from "../../../cli/explain/ask";
import { type Changes, changesIn } from "../../../cli/explain/changes";
import { inOrder } from "../../../cli/explain/order";
import { readPreview } from "../../../cli/explain/read";
import type { Roles } from "../../../cli/explain/said";

export const ORG = "1000001";
export const LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Host = "dynamic" | "plugin";

const TOKENS = { dynamic: "pulumi-nodejs:dynamic/yandex360:", plugin: "yandex360:index:" };

export const urnOf = (
  type: string,
  name: string,
  { host = "dynamic", parent = "" }: { host?: Host; parent?: string } = {},
) => `urn:pulumi:dev::acme::${parent}${TOKENS[host]}${type}::${name}`;

interface Given {
  host?: Host;
  parent?: string;
  id?: string;
  before?: object;
  after?: object;
  state?: object;
  from?: string;
  replaces?: string[];
}

/** One step about a resource of the package. */
export function step(op: string, type: string, name: string, given: Given): object {
  const { host = "dynamic", id, before, after, state, from, replaces } = given;
  const urn = urnOf(type, name, given);
  const common = { urn, custom: true, type: `${TOKENS[host]}${type}` };
  const provider = host === "dynamic" ? { __provider: "const m=require('module')" } : {};
  const inputs = (values: object) => ({ ...provider, orgId: ORG, ...values });
  return {
    ...{ op, urn, detailedDiff: null, replaceReasons: replaces },
    ...(before && { oldState: { ...common, id, inputs: inputs(before), outputs: inputs(before), ...state } }),
    ...(after && {
      newState: { ...common, inputs: inputs(after), propertyDependencies: from ? { mailboxId: [from] } : {} },
    }),
  };
}

/** The text of a preview. */
export function previewOf(steps: readonly object[], diagnostics?: readonly object[]): string {
  const stack = {
    op: "same",
    urn: "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev",
    oldState: { type: "pulumi:pulumi:Stack" },
  };
  return JSON.stringify(
    { steps: [stack, ...steps], diagnostics, duration: 1, changeSummary: { same: 1 } },
    undefined,
    4,
  );
}

/** What the preview comes to; `access` is what the service would answer, by mailbox, and `known` what else it would. */
export function explained(
  steps: readonly object[],
  {
    said,
    access,
    known = NOTHING,
  }: { said?: readonly object[]; access?: Readonly<Record<string, Record<string, string[]>>>; known?: Known } = {},
): Changes {
  const preview = readPreview(Buffer.from(previewOf(steps, said)));
  const changes = changesIn(preview, (_orgId, mailboxId): Roles | undefined => {
    const people = access?.[mailboxId];
    return people && new Map(Object.entries(people));
  });
  return inOrder(changes, known);
}

/** Each mailbox with what becomes of it and of people, on one line each. */
export function linesOf({ mailboxes }: Changes): string[] {
  return mailboxes.flatMap(({ id, email, fate, people, lastOwner }) => {
    const called = email ?? id ?? "?";
    return [
      ...(fate === "kept" ? [] : [`${called} ${fate}`]),
      ...people.map(({ actorId, kind, before, after }) => {
        const roles = (given: unknown) =>
          Array.isArray(given) ? given.map((role) => role.replace("shared_mailbox_", "")).join("+") || "nothing" : "?";
        return `${called}: ${typeof actorId === "string" ? actorId : "?"} ${kind} ${roles(before)} → ${roles(after)}`;
      }),
      ...(lastOwner === "no" ? [] : [`${called}: last owner ${lastOwner}`]),
    ];
  });
}
