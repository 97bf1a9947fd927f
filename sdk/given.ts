/** What a constructor is given, as far as check cannot judge it. */
import * as pulumi from "@pulumi/pulumi";
import { customTimeoutsAdvice } from "../provider/engine/resourceOptions";

/**
 * The arguments, where Pulumi passes all of them on to check.
 *
 * @param resource - what errors call it, such as `SharedMailbox "support"`.
 * @throws pulumi.RunError where there are none, or one of them is `id` or `urn`, which Pulumi drops.
 */
export function given<Args extends object>(resource: string, args: Args): Args {
  if (typeof args !== "object" || args === null) {
    throw new pulumi.RunError(`${resource} has no arguments: give its properties as an object, the second argument`);
  }
  const [output] = Object.entries(args).flatMap(([name, value]) =>
    (name === "id" || name === "urn") && value !== undefined ? [name] : [],
  );
  if (output !== undefined) {
    throw new pulumi.RunError(`${resource}: ${output} is an output, not a property: leave it out`);
  }
  return args;
}

/**
 * The resource options, as they are. Those that Pulumi ignores for a dynamic resource are warned about.
 *
 * @throws pulumi.RunError where one can only fail, naming what to do instead.
 */
export function workable(
  resource: string,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions | undefined {
  const isShared = resource.startsWith("SharedMailbox ");
  if (opts?.import !== undefined) {
    const instead = isShared
      ? "set the property `adopt: true` instead, and `pulumi up` takes over the mailbox that has the address"
      : "leave it out: `pulumi up` takes over what is there already";
    throw new pulumi.RunError(`${resource}: the resource option \`import\` does not work here; ${instead}`);
  }
  if (opts?.customTimeouts !== undefined) {
    warn(customTimeoutsAdvice(resource));
  }
  const { replaceOnChanges = [] } = opts ?? {};
  if (replaceOnChanges.includes("*")) {
    throw new pulumi.RunError(
      `${resource}: the resource option \`replaceOnChanges\` must not be "*": the engine would delete and make again what is ` +
        "half-made, instead of finishing it; leave it out",
    );
  }
  if (replaceOnChanges.length > 0) {
    warn(
      `${resource}: the resource option \`replaceOnChanges\` has no effect here; leave it out, and use ` +
        "`pulumi up --replace <URN>` where you want a replacement",
    );
  }
  return opts;
}

function warn(message: string): void {
  // A warning that cannot be shown must not end the program.
  pulumi.log.warn(message).catch(() => undefined);
}
