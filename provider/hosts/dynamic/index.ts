/**
 * The providers that Pulumi's dynamic host calls, by resource type. Internal: loaded by the shells in sdk/shell.
 */
import type * as pulumi from "@pulumi/pulumi";
import { clip, Yandex360Error } from "../../api/errors";
import { asOneOperation } from "../../api/operation";
import { howToSet, readSettings, type SettingProblem } from "../../engine/settings";
import { mayBeToken } from "../../engine/typed";
import { changesTextAlone, check, diff, fingerprint, inputsOf } from "../../engine/validate";
import { type ResourceType, resources, resourceTypes } from "../../registry";
import type { Context, Lifecycle, Problem } from "../../resources/lifecycle";
import { PartiallyCreated } from "../../resources/partial";
import { createContext } from "../../service/context";
import { Writes } from "../../service/writes";
import { heardFromEngine } from "./cancellation";
import { keepErrorsBesideResources } from "./hostLog";
import { HostLog } from "./log";
import { unknownKeys } from "./unknownKeys";

type Read = ReturnType<typeof readSettings>;

/** One for the process, since the host configures every provider alike: one limiter, one inventory. */
let settings: Read = {
  settings: undefined,
  problems: [{ key: "yandex360", reason: "the provider was used before it was configured (please report this)" }],
};
/** Keys of the config that are no settings. The program's config is what they are in: a refresh has no use for that. */
let strangers: SettingProblem[] = [];
let context: Context | undefined;
const writes = new Writes();
let cancelled: AbortSignal | undefined;
let log: HostLog | undefined;

/**
 * Turns a shell into the provider of its type, and takes the stack's config.
 * The host goes on before the promise has resolved, so everything happens at once.
 */
export async function configure(
  shell: object,
  type: ResourceType,
  { config }: pulumi.dynamic.ConfigureRequest,
): Promise<void> {
  Object.assign(shell, providers.get(type));
  cancelled ??= heardFromEngine();
  log ??= new HostLog();
  keepErrorsBesideResources();
  const fresh = readSettings((key) => config.get(key));
  strangers = unknownKeys(config);
  if (JSON.stringify(fresh) !== JSON.stringify(settings)) {
    settings = fresh;
    context = undefined;
  }
}

function theContext(): Context {
  const { settings: known, problems } = settings;
  if (known === undefined) {
    throw new Yandex360Error(problems.map(({ reason }) => reason).join("; "));
  }
  const { token } = known;
  if (token === undefined) {
    throw new Yandex360Error(`no token is set: ${howToSet("token")}`);
  }
  context ??= createContext({ ...known, token }, { writes, cancelled, log });
  return context;
}

function providerOf<Inputs extends { orgId: string }>(
  lifecycle: Lifecycle<Inputs>,
): Required<Omit<pulumi.dynamic.ResourceProvider<Inputs, Inputs>, "configure">> {
  /** The inputs that the program of this run has declared. */
  const declared = new Set<string>();

  return {
    async check(olds, news) {
      const { settings: known, problems } = settings;
      if (known === undefined || strangers.length > 0) {
        // Beside a key of the config, the engine would print the value of a property that there is not.
        const failures = [...problems, ...strangers].map(({ reason }) => ({ property: "", reason }));
        return { inputs: news, failures };
      }
      const checked = check(lifecycle, { ...news, orgId: news.orgId ?? known.orgId }, { ...olds });
      declared.add(fingerprint(checked.inputs));
      return {
        inputs: checked.inputs as Inputs,
        failures: checked.problems.map((problem) =>
          problem.property === "orgId" && checked.inputs.orgId === undefined
            ? { property: "", reason: noOrganization() }
            : toFailure(problem, checked.inputs[problem.property]),
        ),
      };
    },

    async diff(id, state, inputs) {
      const found = diff(lifecycle, { ...state }, { ...inputs });
      found.changes ||= lifecycle.lost?.(writes, inputs) === true;
      // A refresh asks for a diff too, also of what is deleted afterwards; but only a program's inputs are checked.
      if (declared.has(fingerprint(inputs))) {
        if (found.replaces.length === 0) {
          writes.remember(...lifecycle.holds(inputs, id));
        } else if (lifecycle.replacing !== undefined) {
          log?.warn(lifecycle.replacing(id, state, inputs));
          await log?.shown();
        }
      }
      return found;
    },

    create: (inputs) =>
      explained("create", lifecycle.describe(inputs), inputs, (context) => lifecycle.create(context, inputs)),

    async read(id, state) {
      if (state === undefined) {
        throw new Yandex360Error(
          `${id} cannot be imported: declare it in the program, a shared mailbox with \`adopt: true\`, and run \`pulumi up\``,
        );
      }
      return explained("read", lifecycle.describe(state, id), state, async (context) => {
        const found = await lifecycle.read(context, id, state);
        return found === undefined ? {} : { id, props: found, inputs: inputsOf(found) };
      });
    },

    update: async (id, state, inputs) =>
      changesTextAlone(lifecycle, { ...state }, { ...inputs })
        ? { outs: inputs }
        : explained("update", lifecycle.describe(inputs, id), inputs, async (context) => ({
            outs: await lifecycle.update(context, id, state, inputs),
          })),

    delete: (id, state) =>
      explained("delete", lifecycle.describe(state, id), state, (context) => lifecycle.delete(context, id, state)),
  };
}

/** Beside a property the engine prints its whole value: of use where it is a word or a number, and no token. */
function toFailure({ property, place, typed = "", reason }: Problem, whole: unknown): pulumi.dynamic.CheckFailure {
  const isShown = typeof whole === "number" || (typeof whole === "string" && !mayBeToken(whole));
  if (place === undefined && isShown) {
    return { property, reason };
  }
  return { property: "", reason: [place ?? property, typed, reason].filter(Boolean).join(" ") };
}

function noOrganization(): string {
  return `orgId is missing: give the resource an orgId, or the stack one: ${howToSet("orgId")}`;
}

/** Runs one operation; what fails says what it was about, on one line. */
async function explained<T>(
  doing: string,
  thing: string,
  { orgId }: { orgId: string },
  operate: (context: Context) => Promise<T>,
): Promise<T> {
  try {
    return await asOneOperation(() => operate(theContext()));
  } catch (error) {
    const why = error instanceof Yandex360Error ? error.message : `${clip(String(error), 300)} (please report this)`;
    const told = new Yandex360Error(`could not ${doing} ${thing} in organization ${orgId}: ${why}`);
    throw error instanceof PartiallyCreated ? new PartiallyCreated(error.id, error.properties, told) : told;
  } finally {
    await log?.shown();
  }
}

const providers = new Map(resourceTypes.map((type) => [type, providerOf(resources[type].lifecycle)]));
