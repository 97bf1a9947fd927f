/**
 * The providers that Pulumi's dynamic host calls, by resource type. Internal: loaded by the shells in sdk/shell.
 */
import type * as pulumi from "@pulumi/pulumi";
import { Yandex360Error } from "../../api/errors";
import { type Inputs, Operations } from "../../engine/operations";
import { Session } from "../../engine/session";
import { isResourceType, type ResourceType, resources } from "../../registry";
import { heardFromEngine } from "./cancellation";
import { keepErrorsBesideResources, toldByEngine } from "./hostLog";
import { HostLog } from "./log";
import { isOutdated } from "./storedText";
import { unknownKeysIn } from "./unknownKeys";

/** Inputs and state as the host passes them: with the text of the provider, which every operation hands back. */
interface WithText extends Inputs {
  __provider?: unknown;
}

type Provider = Required<Omit<pulumi.dynamic.ResourceProvider<WithText, WithText>, "configure">>;

/** One for the process, since the host configures every provider alike. */
let session: Session | undefined;
const providers = new Map<ResourceType, Provider>();

/**
 * Turns a shell into the provider of its type, and takes the stack's config.
 * The host goes on before the promise has resolved, so everything happens at once.
 *
 * @throws Yandex360Error where the shell is of a newer release.
 */
export async function configure(
  shell: object,
  type: string,
  { config }: pulumi.dynamic.ConfigureRequest,
): Promise<void> {
  if (!isResourceType(type)) {
    throw new Yandex360Error(`this release of pulumi-yandex360 has no resource type ${type}: install a newer one`);
  }
  session ??= new Session(new HostLog(), heardFromEngine());
  session.configure((key) => config.get(key), unknownKeysIn(config));
  keepErrorsBesideResources();
  const provider = providers.get(type) ?? providerOf(new Operations(resources[type].lifecycle, session));
  providers.set(type, provider);
  Object.assign(shell, provider);
}

function providerOf(operations: Operations): Provider {
  return {
    check: async (olds, news) => operations.check(olds, withoutText(news)),

    async diff(id, state, inputs) {
      const found = await operations.diff(id, withoutText(state), withoutText(inputs));
      return { ...found, changes: found.changes || isOutdated(state.__provider, inputs.__provider) };
    },

    create: (inputs) => told(operations.create(inputs)),

    async read(id, state) {
      if (state === undefined) {
        throw toldByEngine(
          new Yandex360Error(
            `${id} cannot be imported: declare it in the program, a shared mailbox with \`adopt: true\`, and run \`pulumi up\``,
          ),
        );
      }
      const found = await told(operations.read(id, state));
      return found === undefined ? {} : { id, props: found.state, inputs: found.inputs };
    },

    async update(id, state, inputs) {
      const isTextAlone = isOutdated(state.__provider, inputs.__provider) && !operations.differs(state, inputs);
      return { outs: isTextAlone ? inputs : await told(operations.update(id, state, inputs)) };
    },

    delete: (id, state) => told(operations.delete(id, state)),
  };
}

/** What fails is shown by the engine beside its resource. */
async function told<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    throw error instanceof Error ? toldByEngine(error) : error;
  }
}

function withoutText({ __provider: _, ...inputs }: WithText): Inputs {
  return inputs;
}
