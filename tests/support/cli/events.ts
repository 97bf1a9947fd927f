import { readFileSync } from "node:fs";
import { z } from "zod";

const step = z.object({ metadata: z.object({ op: z.string(), urn: z.string() }) }).optional();
const diagnostic = z.object({ urn: z.string().optional(), message: z.string(), severity: z.string() }).optional();
const event = z.object({ resourcePreEvent: step, resOutputsEvent: step, diagnosticEvent: diagnostic });

/** The types of this package's resources: dynamic ones, and those of the provider plugin. */
const TYPE = "(?:pulumi-nodejs:dynamic/yandex360|yandex360:index):\\w+";
const OURS = new RegExp(`(?:::|\\$)${TYPE}::(.+)$`);
const NO_CHANGE = ["same", "read", "refresh"];

/** Whether a resource of this type is one of this package. */
export function isOurs(type: string): boolean {
  return new RegExp(`^${TYPE}$`).test(type);
}

/**
 * What the engine's event log says it does with the resources of this package, in its order: `create support`, say.
 * What a refresh has found is known when it has looked, what any other command does is known before.
 */
export function readSteps(file: string, when: "before" | "after"): string[] {
  return eventsIn(file).flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    const metadata = (when === "before" ? resourcePreEvent : resOutputsEvent)?.metadata;
    const name = OURS.exec(metadata?.urn ?? "")?.[1];
    return metadata === undefined || name === undefined || NO_CHANGE.includes(metadata.op)
      ? []
      : [`${metadata.op} ${name}`];
  });
}

/**
 * The messages in the engine's event log, with severity and resource: `warning sales: …`; without a name where the message
 * is the stack's.
 */
export function readMessages(file: string): string[] {
  return eventsIn(file).flatMap(({ diagnosticEvent }) => {
    if (diagnosticEvent === undefined || diagnosticEvent.severity === "debug") return [];
    const { urn = "", message, severity } = diagnosticEvent;
    const name = OURS.exec(urn)?.[1];
    const text = message.replaceAll(/<\{%.*?%\}>/g, "").replace(/^\w+: /, "");
    return [`${[severity.replace("info#err", "stderr"), name].filter(Boolean).join(" ")}: ${text.trim()}`];
  });
}

function eventsIn(file: string): z.infer<typeof event>[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => event.parse(JSON.parse(line)));
}
