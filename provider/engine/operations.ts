import { isDeepStrictEqual } from "node:util";
import { Yandex360Error } from "../api/errors";
import { asOneOperation } from "../api/operation";
import type { Lifecycle, Listed, Page } from "../resources/lifecycle";
import { PartiallyCreated } from "../resources/partial";
import type { Context } from "../service/context";
import { explain, explainOperation } from "./advice";
import { check, checkFilters, hasUnknown, propertiesOf, type Raw } from "./check";
import { Declarations } from "./declarations";
import { type Detail, type Diff, detailsOf, diff, inputsOf } from "./diff";
import { type Failure, missingOrganization, toFailure } from "./failure";
import { parseImportId, withoutAddresses } from "./importId";
import type { Session } from "./session";
import { howToSet } from "./settings";

/** Inputs or state past check. */
export interface Inputs {
  orgId: string;
}

/** What Pulumi's engine asks of one resource type, whatever host it asks through. */
export class Operations {
  private readonly declarations: Declarations<Inputs>;

  constructor(
    private readonly lifecycle: Lifecycle<Inputs>,
    private readonly session: Session,
  ) {
    this.declarations = new Declarations(lifecycle, session.holdings);
  }

  /** The kept inputs, and what is wrong with the given ones. */
  check(state: object, given: Partial<Inputs>): { inputs: Inputs; failures: Failure[] } {
    const { problems, orgId } = this.session;
    if (problems.length > 0) {
      // Beside a key of the config, the engine would print the value of a property that there is not.
      return { inputs: given as Inputs, failures: problems.map(({ reason }) => ({ property: "", reason })) };
    }
    const checked = check(this.lifecycle, { ...given, orgId: given.orgId ?? orgId }, { ...state });
    this.declarations.add(checked.inputs);
    return {
      inputs: checked.inputs as Raw & Inputs,
      failures: checked.problems.map((problem) =>
        problem.property === "orgId" && checked.inputs.orgId === undefined
          ? missingOrganization("the resource")
          : toFailure(problem, checked.inputs[problem.property]),
      ),
    };
  }

  /** What the change means. The program holds what it declares and the diff leaves in place. */
  async diff(id: string, state: Inputs, inputs: Inputs): Promise<Diff> {
    const { changes, replaces } = diff(this.lifecycle, { ...state }, { ...inputs });
    if (this.declarations.has(inputs)) {
      if (replaces.length === 0) {
        this.declarations.hold(id, inputs);
      }
      for (const warning of this.warnings(id, state, inputs, replaces.length > 0)) {
        this.session.messages.warn(warning);
      }
      await this.session.messages.shown();
    }
    return { changes: changes || this.isLost(inputs), replaces };
  }

  /** What exactly changes, where something does: what is only sent again, too. */
  details(state: Inputs, inputs: Inputs): Detail[] {
    const details = detailsOf(this.lifecycle, { ...state }, { ...inputs });
    const { resent } = this.lifecycle;
    return details.length === 0 && resent !== undefined && this.differs(state, inputs)
      ? [{ path: resent, property: resent, kind: "update" }]
      : details;
  }

  /** Whether anything has to be sent: what differs from the state, or what this run has taken away. */
  differs(state: Inputs, inputs: Inputs): boolean {
    return diff(this.lifecycle, { ...state }, { ...inputs }).changes || this.isLost(inputs);
  }

  /** @throws PartiallyCreated where the thing exists and is not finished; Yandex360Error otherwise. */
  create(inputs: Inputs): Promise<{ id: string; outs: Inputs }> {
    return this.run("create", this.describe(inputs), inputs.orgId, (context) => this.lifecycle.create(context, inputs));
  }

  /** The state as the service has it and the inputs that lead to it; `undefined` where the thing is proven to be gone. */
  async read(id: string, state: Inputs): Promise<{ state: Inputs; inputs: Inputs } | undefined> {
    const found = await this.run("read", this.describe(state, id), state.orgId, (context) =>
      this.lifecycle.read(context, id, state),
    );
    return found && { state: found, inputs: inputsOf(this.lifecycle, found) };
  }

  /**
   * The state of what a program does not have yet, found by its id alone. The inputs leave out what a program need not say.
   *
   * @param typed - as in `pulumi import`; see importId.ts.
   * @throws Yandex360Error where there is no such thing.
   */
  async find(typed: string): Promise<{ id: string; state: Inputs; inputs: Raw }> {
    const given = parseImportId(typed);
    const orgId = given.orgId ?? this.defaultOrganization();
    if (orgId === undefined) {
      throw new Yandex360Error(
        `could not read ${typed}: put the organization before the id, as in <orgId>:${typed}, or ${howToSet("orgId")}`,
      );
    }
    return this.run("read", typed, orgId, async (context) => {
      const id = await withoutAddresses(context, orgId, given.id, this.lifecycle.idParts);
      const settings = { ...context.settings, orgId };
      const state = await this.lifecycle.read({ ...context, settings }, id);
      if (state === undefined) {
        throw new Yandex360Error("the organization has nothing with this id: check it");
      }
      return { id, state, inputs: this.withoutDefaults(inputsOf(this.lifecycle, state)) };
    });
  }

  /**
   * What there is to import, in the order of ids.
   *
   * @param given - values of the type's filters.
   * @param page - which part of them is wanted.
   */
  async *list(given: object, page: Page = {}): AsyncGenerator<Listed> {
    const filters = { orgId: this.defaultOrganization(), ...given };
    if (filters.orgId === undefined) {
      throw new Yandex360Error(`could not list anything: give the list an orgId, or ${howToSet("orgId")}`);
    }
    const { inputs, problems } = checkFilters(this.lifecycle, filters);
    if (problems.length > 0) {
      const reasons = problems.map(({ property, reason }) => `${property} ${reason}`);
      throw new Yandex360Error(`could not list what is in organization ${filters.orgId}: ${reasons.join("; ")}`);
    }
    try {
      yield* this.lifecycle.list(this.session.context(), inputs, page);
    } catch (error) {
      throw new Yandex360Error(`could not list what is in organization ${inputs.orgId}: ${explain(error)}`, {
        cause: error,
      });
    }
  }

  /** @throws Yandex360Error where a setting cannot be used, so that nobody is told to set what is set. */
  private defaultOrganization(): string | undefined {
    return this.session.orgId ?? this.session.context().settings.orgId;
  }

  private withoutDefaults(inputs: Inputs): Raw {
    const given: Raw = { ...inputs };
    const needed = propertiesOf(this.lifecycle).filter(([name, { schema, setting }]) =>
      setting === "orgId"
        ? given[name] !== this.session.orgId
        : !isDeepStrictEqual(given[name], schema.safeParse(undefined).data),
    );
    return Object.fromEntries(needed.map(([name]) => [name, given[name]]));
  }

  /**
   * The new state. Throws as create does.
   *
   * @param typed - the id, or what `pulumi do … patch` has found it by; see importId.ts.
   */
  update(typed: string, state: Inputs, inputs: Inputs): Promise<Inputs> {
    this.refuseReplacement(typed, state, inputs);
    return this.run("update", this.describe(inputs, typed), inputs.orgId, async (context) => {
      const id = await withoutAddresses(context, inputs.orgId, parseImportId(typed).id, this.lifecycle.idParts);
      this.declarations.hold(id, inputs);
      return this.lifecycle.update(context, id, state, inputs);
    });
  }

  /**
   * `pulumi do … patch` asks for an update whatever the diff says.
   *
   * @throws Yandex360Error where the change means another thing, which an update cannot make of this one.
   */
  refuseReplacement(id: string, state: Inputs, inputs: Inputs): void {
    const { replaces } = diff(this.lifecycle, { ...state }, { ...inputs });
    if (replaces.length > 0) {
      throw new Yandex360Error(
        `could not update ${this.describe(state, id)} in organization ${state.orgId}: another ` +
          `${replaces.map((name) => `\`${name}\``).join(", ")} means another resource; nothing was changed: create the new ` +
          "one, then delete this one",
      );
    }
  }

  /** Takes the thing away; what is proven to be gone already counts as deleted. */
  delete(id: string, state: Inputs): Promise<void> {
    return this.run("delete", this.describe(state, id), state.orgId, (context) =>
      this.lifecycle.delete(context, id, state),
    );
  }

  private describe(inputs: Inputs, id?: string): string {
    return this.lifecycle.describe(inputs, id);
  }

  /** What the change does to others. */
  private warnings(id: string, state: Inputs, inputs: Inputs, isReplaced: boolean): string[] {
    const { replacing, updating } = this.lifecycle;
    if (isReplaced) {
      return replacing === undefined ? [] : [replacing(id, state, inputs)];
    }
    return updating === undefined || hasUnknown(inputs) ? [] : updating(state, inputs);
  }

  private isLost(inputs: Inputs): boolean {
    return this.lifecycle.lost?.(this.session.holdings, inputs) === true;
  }

  /** Runs one operation; what fails says what it was about, on one line. */
  private async run<T>(
    doing: string,
    thing: string,
    orgId: string,
    operate: (context: Context) => Promise<T>,
  ): Promise<T> {
    try {
      return await asOneOperation(() => operate(this.session.context()));
    } catch (error) {
      const why = `could not ${doing} ${thing} in organization ${orgId}: ${explainOperation(error)}`;
      const told = new Yandex360Error(why, { cause: error });
      throw error instanceof PartiallyCreated ? new PartiallyCreated(error.id, error.properties, told) : told;
    } finally {
      await this.session.messages.shown();
    }
  }
}
