import type { Host, InState, Named, Operations } from "./host";
import { OperationError, type Raw } from "./operationError";

/** The id of another resource of the program. */
export interface IdOf {
  idOf: string;
}

/** A resource as a program declares it. */
export interface Declared extends Named {
  inputs: Record<string, unknown | IdOf>;
}

/** A resource in state. */
export interface Kept extends InState {
  /** Why it is not finished; the next `up` updates it whatever diff says. */
  initErrors: string[];
  /** Names of what it was made from. */
  dependsOn: string[];
  /** A replacement is made, this one still has to go. */
  outgoing: boolean;
}

/** What a command did. */
export interface Report {
  errors: string[];
  /** Such as `create access`. */
  steps: string[];
}

/** What a user can do with a stack, and see of it. */
export interface Commands {
  readonly state: readonly Kept[];
  up(program: readonly Declared[]): Promise<Report>;
  refresh(): Promise<Report>;
  destroy(): Promise<Report>;
  /** `up` with other settings than the stack's, such as a variable of the environment gives for one command. */
  upWith(settings: Record<string, string>, program: readonly Declared[]): Promise<Report>;
}

/**
 * As much of Pulumi's engine as the package can tell from the real one, on Pulumi's real host:
 * state per resource, and the order of `pulumi up`, `refresh` and `destroy`.
 * What stands on its own runs in parallel; after an error nothing that comes later is begun.
 */
export class Stack implements Commands {
  state: Kept[] = [];

  constructor(private readonly host: Operations) {}

  /** @param fresh - whether the host starts anew, as the engine's does. */
  async up(program: readonly Declared[], fresh = true): Promise<Report> {
    await this.begin(fresh);
    return this.make(program);
  }

  private async make(program: readonly Declared[]): Promise<Report> {
    const report: Report = { errors: [], steps: [] };
    for (const level of levelsOf(program)) {
      await this.all(level, report, (declared) => this.register(declared, report));
      if (report.errors.length > 0) {
        return report;
      }
    }
    // Deletions come last, and only after everything else went well.
    const names = new Set(program.map(({ name }) => name));
    await this.deleteAll((kept) => kept.outgoing || !names.has(kept.name), report);
    return report;
  }

  async refresh(fresh = true): Promise<Report> {
    await this.begin(fresh);
    const report: Report = { errors: [], steps: [] };
    await this.all([...this.state], report, async (kept) => {
      const found = await this.host.read(kept);
      if (found.id === "") {
        report.steps.push(`drop ${kept.name}`);
        this.state = this.state.filter((other) => other !== kept);
        return;
      }
      // What read says counts as confirmed, so the engine forgets why the resource was not finished.
      Object.assign(kept, { outputs: found.properties, inputs: found.inputs ?? kept.inputs, initErrors: [] });
    });
    return report;
  }

  async destroy(): Promise<Report> {
    await this.begin(true);
    const report: Report = { errors: [], steps: [] };
    await this.deleteAll(() => true, report);
    return report;
  }

  async upWith(settings: Record<string, string>, program: readonly Declared[]): Promise<Report> {
    await this.host.newCommand(settings);
    return this.make(program);
  }

  private async begin(fresh: boolean): Promise<void> {
    if (fresh) {
      await this.host.newCommand();
    }
  }

  /** Check, diff, and then the one step that follows from them. */
  private async register(declared: Declared, report: Report): Promise<void> {
    const { name, type } = declared;
    const old = this.state.find((kept) => kept.name === name && kept.type === type && !kept.outgoing);
    const given = this.resolve(declared);
    const { inputs, failures } = await this.host.check({ name, type }, old?.inputs ?? {}, given);
    if (failures.length > 0) {
      throw new OperationError(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
    }
    if (old === undefined) {
      return this.create(declared, inputs, report);
    }
    const { changes, replaces, deleteFirst } = await this.host.diff(old, inputs);
    if (replaces.length > 0) {
      if (deleteFirst) {
        await this.delete(old, report);
        return this.create(declared, inputs, report);
      }
      await this.create(declared, inputs, report, old);
      return;
    }
    if (changes || old.initErrors.length > 0) {
      await this.update(old, declared, inputs, report);
    }
  }

  private async create(declared: Declared, inputs: Raw, report: Report, replaced?: Kept): Promise<void> {
    const { name, type } = declared;
    report.steps.push(`create ${name}`);
    const kept = { name, type, inputs, dependsOn: dependenciesOf(declared), outgoing: false };
    const keep = (id: string, outputs: Raw, initErrors: string[]) => {
      this.state.push({ ...kept, id, outputs, initErrors });
      if (replaced !== undefined) {
        replaced.outgoing = true;
      }
    };
    try {
      const { id, properties } = await this.host.create({ name, type }, inputs);
      keep(id, properties, []);
    } catch (error) {
      if (error instanceof OperationError && error.partial !== undefined) {
        keep(error.partial.id, error.partial.properties, error.partial.reasons);
      }
      throw error;
    }
  }

  private async update(old: Kept, declared: Declared, inputs: Raw, report: Report): Promise<void> {
    report.steps.push(`update ${old.name}`);
    try {
      const { properties } = await this.host.update(old, inputs);
      Object.assign(old, { inputs, outputs: properties, initErrors: [], dependsOn: dependenciesOf(declared) });
    } catch (error) {
      if (error instanceof OperationError && error.partial !== undefined) {
        const { properties, reasons } = error.partial;
        Object.assign(old, { inputs, outputs: properties, initErrors: reasons, dependsOn: dependenciesOf(declared) });
      }
      throw error;
    }
  }

  /** What others were made from goes after them. */
  private async deleteAll(goes: (kept: Kept) => boolean, report: Report): Promise<void> {
    let left = this.state.filter(goes);
    while (left.length > 0 && report.errors.length === 0) {
      const needed = new Set(left.flatMap(({ dependsOn }) => dependsOn));
      const free = left.filter(({ name }) => !needed.has(name));
      await this.all(free.length > 0 ? free : left, report, (kept) => this.delete(kept, report));
      left = left.filter((kept) => this.state.includes(kept) && !free.includes(kept));
    }
  }

  private async delete(kept: Kept, report: Report): Promise<void> {
    report.steps.push(`delete ${kept.name}`);
    await this.host.delete(kept);
    this.state = this.state.filter((other) => other !== kept);
  }

  private resolve({ type, inputs }: Declared): Raw {
    const resolved = Object.entries(inputs).map(([key, value]) => {
      if (!isIdOf(value)) {
        return [key, value];
      }
      const made = this.state.find(({ name, outgoing }) => name === value.idOf && !outgoing);
      if (made === undefined) {
        throw new Error(`the program uses ${value.idOf} before it is made`);
      }
      return [key, made.id];
    });
    return this.host.registered(type, Object.fromEntries(resolved));
  }

  private async all<T>(items: readonly T[], report: Report, work: (item: T) => Promise<void>): Promise<void> {
    for (const result of await Promise.allSettled(items.map(work))) {
      if (result.status === "rejected") {
        report.errors.push(result.reason instanceof Error ? result.reason.message : String(result.reason));
      }
    }
  }
}

/** An id that is not known yet. Source: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** `pulumi preview` on a host that previews: as `up`, and neither state nor the service changes. */
export function preview(host: Host, { state }: Stack, program: readonly Declared[]): Promise<Report> {
  const dry = new Stack({
    newCommand: () => host.newCommand(),
    registered: (type, inputs) => host.registered(type, inputs),
    check: (resource, olds, news) => host.check(resource, olds, news),
    diff: (old, inputs) => host.diff(old, inputs),
    async create(resource, inputs) {
      const { id, properties } = await host.create(resource, inputs, true);
      return { id: id === "" ? UNKNOWN : id, properties };
    },
    read: (old) => host.read(old),
    update: (old, inputs) => host.update(old, inputs, true),
    delete: async () => undefined,
  });
  dry.state = state.map((kept) => ({ ...kept }));
  return dry.up(program);
}

/** Whether a value stands for an id that is known only when the other resource is made. */
export function isIdOf(value: unknown): value is IdOf {
  return typeof value === "object" && value !== null && "idOf" in value;
}

function dependenciesOf({ inputs }: Declared): string[] {
  return Object.values(inputs)
    .filter(isIdOf)
    .map(({ idOf }) => idOf);
}

/** Mailboxes first, then who has access to them: programs of this package have two levels. */
function levelsOf(program: readonly Declared[]): Declared[][] {
  const isDependent = (declared: Declared) => dependenciesOf(declared).length > 0;
  return [program.filter((declared) => !isDependent(declared)), program.filter(isDependent)];
}
