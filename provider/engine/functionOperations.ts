import { Yandex360Error } from "../api/errors";
import { asOneOperation } from "../api/operation";
import type { AnyLookup } from "../functions/lookup";
import { explain } from "./advice";
import { type Checked, check, type Raw } from "./check";
import { type Failure, missingOrganization, toFailure } from "./failure";
import type { Session } from "./session";

/** What Pulumi's engine asks of one function, whatever host it asks through. */
export class FunctionOperations {
  private readonly checked: Checked<Raw>;

  constructor(
    private readonly lookup: AnyLookup,
    private readonly session: Session,
  ) {
    const { inputs: properties } = lookup;
    this.checked = { properties, checkTogether: (inputs) => lookup.checkTogether?.(inputs) ?? [] };
  }

  /**
   * What the function answers, or what is wrong with what it is given. `null` is for nothing given.
   *
   * @throws Yandex360Error, on one line, where it cannot be looked up.
   */
  async invoke(given: Raw): Promise<{ outputs: object } | { failures: Failure[] }> {
    const { problems, orgId } = this.session;
    if (problems.length > 0) {
      return { failures: problems.map(({ reason }) => ({ property: "", reason })) };
    }
    const isOfOrganization = "orgId" in this.lookup.inputs;
    const checked = check(this.checked, isOfOrganization ? { ...given, orgId: given.orgId ?? orgId } : given);
    if (checked.problems.length > 0) {
      return {
        failures: checked.problems.map((problem) =>
          problem.property === "orgId" && checked.inputs.orgId === undefined
            ? missingOrganization("the look-up")
            : toFailure(problem, checked.inputs[problem.property]),
        ),
      };
    }
    return { outputs: await this.run(checked.inputs) };
  }

  private async run(inputs: Raw): Promise<object> {
    try {
      return await asOneOperation(() => this.lookup.invoke(this.session.context(), inputs));
    } catch (error) {
      const where = inputs.orgId === undefined ? "" : ` in organization ${inputs.orgId}`;
      const why = `could not look up ${this.lookup.describe(inputs)}${where}: ${explain(error)}`;
      throw new Yandex360Error(why, { cause: error });
    } finally {
      await this.session.messages.shown();
    }
  }
}
