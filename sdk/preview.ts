import * as pulumi from "@pulumi/pulumi";
import type { Preview } from "../provider/engine/preview";
import type { ResourceType } from "./properties";

/** One for each program run, of which several may share one process (Automation API). */
const previews = new WeakMap<pulumi.Resource, Promise<Preview>>();

/** The ids that new mailboxes will have, as far as their looks show; there as soon as a mailbox is constructed. */
const foreseen = new WeakMap<pulumi.Resource, Promise<string | undefined>>();

/** The program runs whose preview has failed. */
const failed = new WeakSet<pulumi.Resource>();

/**
 * In a preview, says beside a resource that is new what of it exists already and what `up` does to others. Nothing is
 * loaded and nothing is asked for what is in state, and in an `up` itself.
 *
 * @param properties - the names of the resource's inputs.
 * @param args - what the program gives for them.
 */
export function lookBeforeMade(
  type: ResourceType,
  resource: pulumi.CustomResource,
  properties: readonly string[],
  args: object,
  { deleteBeforeReplace = false }: pulumi.CustomResourceOptions = {},
): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack !== undefined && pulumi.runtime.isDryRun()) {
    const id = look(type, resource, properties, args, stack, deleteBeforeReplace);
    // What goes wrong is said below, once.
    foreseen.set(
      resource,
      id.catch((_said: unknown) => undefined),
    );
    id.catch((error: unknown) => {
      if (pulumi.RunError.isInstance(error)) {
        throw error;
      }
      return pulumi.log.warn(`this preview could not look at what exists already: ${error}`, resource);
    });
  }
}

/** The id that the resource will have, where that shows. */
async function look(
  type: ResourceType,
  resource: pulumi.CustomResource,
  properties: readonly string[],
  args: object,
  stack: pulumi.Resource,
  deletesFirst: boolean,
): Promise<string | undefined> {
  // What went wrong with the resource itself, Pulumi says.
  if (await isKnown(resource.id).catch((_ofResource: unknown) => true)) {
    return undefined;
  }
  // The engine is told before the program ends.
  const done = pulumi.runtime.rpcKeepAlive();
  try {
    const preview = await previewOf(stack);
    const known = await knownOf(resource, properties);
    const mailboxId = await foreseenId(Reflect.get(args, "mailboxId"));
    const inputs = mailboxId === undefined ? known : { mailboxId, ...known };
    const { findings, id } = await preview.look(type, inputs, deletesFirst);
    for (const { severity, message, beside } of findings) {
      await pulumi.log[severity](message, beside ? resource : undefined);
      if (severity === "error") {
        fail(stack);
      }
    }
    return id;
  } finally {
    done();
  }
}

/** An error that is only logged fails no preview; one that is thrown does, and is shown without its resource. */
function fail(stack: pulumi.Resource): void {
  if (!failed.has(stack)) {
    failed.add(stack);
    const error = new pulumi.RunError("preview failed");
    // Pulumi prints the stack of any error that comes after the program's last line.
    error.stack = "";
    throw error;
  }
}

/** Whether the value is known in this preview; the id of a resource that is to be made is not. */
async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (await Reflect.get(output, "isKnown")) !== false;
}

/** The resource's properties that are known, as check has kept them. */
async function knownOf(
  resource: pulumi.CustomResource,
  properties: readonly string[],
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const name of properties) {
    const output: pulumi.Output<unknown> = Reflect.get(resource, name);
    if (await isKnown(output)) {
      values[name] = await new Promise((resolve) => {
        output.apply(resolve);
      });
    }
  }
  return values;
}

/** The id that the value will have: it comes from one new mailbox alone, and this mailbox's look shows it. */
async function foreseenId(value: unknown): Promise<string | undefined> {
  if (!pulumi.Output.isInstance(value)) {
    return undefined;
  }
  const resources: (() => Promise<Set<pulumi.Resource>>) | undefined = Reflect.get(value, "allResources");
  const [mailbox, ...others] = (await resources?.()) ?? [];
  return mailbox === undefined || others.length > 0 ? undefined : foreseen.get(mailbox);
}

function previewOf(stack: pulumi.Resource): Promise<Preview> {
  const preview = previews.get(stack) ?? load();
  previews.set(stack, preview);
  return preview;
}

/** A program loads no behaviour but here, when there is something to look at. */
async function load(): Promise<Preview> {
  const { Preview } = await import("../provider/engine/preview.js");
  return new Preview(pulumi.runtime.getConfig);
}
