import { Yandex360Error } from "../api/errors";
import { asOneOperation } from "../api/operation";
import type { Lifecycle } from "../resources/lifecycle";
import { PartiallyCreated } from "../resources/partial";
import type { Context } from "../service/context";
import { explain } from "./advice";
import { check, hasUnknown, type Raw } from "./check";
import { Declarations } from "./declarations";
import { type Diff, diff, inputsOf } from "./diff";
import { type Failure, missingOrganization, toFailure } from "./failure";
import type { Session } from "./session";

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
  check(state: object, given: Inputs): { inputs: Inputs; failures: Failure[] } {
    const { problems, orgId } = this.session;
    if (problems.length > 0) {
      // Beside a key of the config, the engine would print the value of a property that there is not.
      return { inputs: given, failures: problems.map(({ reason }) => ({ property: "", reason })) };
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

  /** Whether anything has to be sent: what differs from the state, or what this run has taken away. */
  differs(state: Inputs, inputs: Inputs): boolean {
    return diff(this.lifecycle, { ...state }, { ...inputs }).changes || this.isLost(inputs);
  }

  /** @throws PartiallyCreated where the thing exists and is not finished; Yandex360Error otherwise. */
  create(inputs: Inputs): Promise<{ id: string; outs: Inputs }> {
    return this.run("create", inputs, undefined, (context) => this.lifecycle.create(context, inputs));
  }

  /** The state as the service has it and the inputs that lead to it; `undefined` where the thing is proven to be gone. */
  async read(id: string, state: Inputs): Promise<{ state: Inputs; inputs: Inputs } | undefined> {
    const found = await this.run("read", state, id, (context) => this.lifecycle.read(context, id, state));
    return found && { state: found, inputs: inputsOf(this.lifecycle, found) };
  }

  /** The new state. Throws as create does. */
  update(id: string, state: Inputs, inputs: Inputs): Promise<Inputs> {
    this.declarations.hold(id, inputs);
    return this.run("update", inputs, id, (context) => this.lifecycle.update(context, id, state, inputs));
  }

  /** Takes the thing away; what is proven to be gone already counts as deleted. */
  delete(id: string, state: Inputs): Promise<void> {
    return this.run("delete", state, id, (context) => this.lifecycle.delete(context, id, state));
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
    inputs: Inputs,
    id: string | undefined,
    operate: (context: Context) => Promise<T>,
  ): Promise<T> {
    try {
      return await asOneOperation(() => operate(this.session.context()));
    } catch (error) {
      const thing = this.lifecycle.describe(inputs, id);
      const why = `could not ${doing} ${thing} in organization ${inputs.orgId}: ${explain(error)}`;
      const told = new Yandex360Error(why, { cause: error });
      throw error instanceof PartiallyCreated ? new PartiallyCreated(error.id, error.properties, told) : told;
    } finally {
      await this.session.messages.shown();
    }
  }
}
