import * as pulumi from "@pulumi/pulumi";
import type { Lookups } from "../provider/engine/lookups";
import type { Answers } from "../provider/service/answers";
import type { Inputs } from "./inputs";
import { asItIs } from "./unique";

/** One for each program run, of which several may share one process (Automation API). */
const lookups = new WeakMap<object, Promise<Lookups>>();

/** Where there is no stack, in unit tests with mocks. */
const OUTSIDE = {};

/** The look-ups of this run of the program: what they read is shared. */
export function lookupsOfRun(): Promise<Lookups> {
  const run = pulumi.runtime.getStackResource() ?? OUTSIDE;
  const known = lookups.get(run) ?? load();
  lookups.set(run, known);
  return known;
}

/** What the function answers. Nothing is loaded before the first look-up of a program. */
export async function invoke<Name extends keyof Answers>(name: Name, args: object): Promise<Answers[Name]> {
  let result: Awaited<ReturnType<Lookups["invoke"]>>;
  try {
    result = await (await lookupsOfRun()).invoke(name, args);
  } catch (error) {
    throw asItIs(error instanceof Error ? error.message : String(error));
  }
  if ("failures" in result) {
    throw asItIs(
      `${name}: ${result.failures.map(({ property, reason }) => `${property} ${reason}`.trim()).join("; ")}`,
    );
  }
  return result.outputs as Answers[Name];
}

/** The same as an output: looked up as soon as all arguments are known, in a preview too. */
export function invokeOutput<Name extends keyof Answers>(
  name: Name,
  args: Inputs<object>,
): pulumi.Output<Answers[Name]> {
  // An output holds the answer as it is: none of its values is an output.
  return pulumi.output(args).apply((known) => invoke(name, known)) as pulumi.Output<Answers[Name]>;
}

async function load(): Promise<Lookups> {
  const { Lookups } = await import("../provider/engine/lookups.js");
  return new Lookups(pulumi.runtime.getConfig, (severity, message) =>
    // A warning that cannot be shown must not end the program.
    pulumi.log[severity](message).catch(() => undefined),
  );
}
