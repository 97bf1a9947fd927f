import { readFileSync } from "node:fs";
import { z } from "zod";

const step = z.object({ metadata: z.object({ op: z.string(), urn: z.string() }) }).optional();
const event = z.object({ resourcePreEvent: step, resOutputsEvent: step });

const OURS = /::pulumi-nodejs:dynamic\/yandex360:\w+::(.+)$/;
const NO_CHANGE = ["same", "read", "refresh"];

/**
 * What the engine's event log says it does with the resources of this package, in its order: `create support`, say.
 * What a refresh has found is known when it has looked, what any other command does is known before.
 */
export function readSteps(file: string, when: "before" | "after"): string[] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.flatMap((line) => {
    const { resourcePreEvent, resOutputsEvent } = event.parse(JSON.parse(line));
    const metadata = (when === "before" ? resourcePreEvent : resOutputsEvent)?.metadata;
    const name = OURS.exec(metadata?.urn ?? "")?.[1];
    return metadata === undefined || name === undefined || NO_CHANGE.includes(metadata.op)
      ? []
      : [`${metadata.op} ${name}`];
  });
}
