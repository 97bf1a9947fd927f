import assert from "node:assert/strict";
import type { Emulator } from "../../emulator";
import type { Sentence } from "../../provider/api/errors";
import { worded } from "../../provider/engine/advice";
import { FunctionOperations } from "../../provider/engine/functionOperations";
import { Session } from "../../provider/engine/session";
import { type FunctionName, functions } from "../../provider/registry";

/** One process that looks things up, with the settings of a stack. */
export class LookingProcess {
  /** What was said besides answers. */
  readonly said: string[] = [];
  private readonly session: Session;
  private readonly operations = new Map<FunctionName, FunctionOperations>();

  constructor(emulator: Emulator, { org = "1000001", token = "demo-token" }: { org?: string; token?: string } = {}) {
    const say = (message: Sentence) => void this.said.push(worded(message));
    const messages = { info: say, warn: say, shown: async () => undefined };
    this.session = new Session(messages, new AbortController().signal);
    const config: Record<string, string> = {
      "yandex360:apiUrl": emulator.url,
      "yandex360:token": token,
      "yandex360:orgId": org,
    };
    this.session.configure((key) => config[key], []);
  }

  /** What a function answers; what is wrong with its inputs fails the test. */
  async ask(name: FunctionName, inputs: Record<string, unknown> = {}): Promise<Answer> {
    const result = await this.invoke(name, inputs);
    assert.ok("outputs" in result, JSON.stringify(result));
    for (const [key, { schema }] of Object.entries(functions[name].lookup.outputs)) {
      assert.ok(schema.safeParse(Reflect.get(result.outputs, key)).success, `${name}.${key} is as described`);
    }
    const unknown = Object.keys(result.outputs).filter((key) => !(key in functions[name].lookup.outputs));
    assert.deepEqual(unknown, [], `${name} answers nothing that is not described`);
    return result.outputs as Answer;
  }

  /** What is wrong with the inputs. */
  async problems(name: FunctionName, inputs: Record<string, unknown>): Promise<string[]> {
    const result = await this.invoke(name, inputs);
    assert.ok("failures" in result, JSON.stringify(result));
    return result.failures.map(({ property, reason }) => `${property} ${reason}`.trim());
  }

  /** The one line that a look-up fails with. */
  async error(name: FunctionName, inputs: Record<string, unknown> = {}): Promise<string> {
    try {
      assert.fail(`it answered ${JSON.stringify(await this.invoke(name, inputs))}`);
    } catch (error) {
      assert.ok(error instanceof Error && !(error instanceof assert.AssertionError), String(error));
      assert.doesNotMatch(error.message, /[\r\n]/);
      return error.message;
    }
  }

  private invoke(name: FunctionName, inputs: Record<string, unknown>) {
    const known = this.operations.get(name) ?? new FunctionOperations(functions[name].lookup, this.session);
    this.operations.set(name, known);
    return known.invoke(inputs);
  }
}

/** What a function has answered, as far as tests look at it. */
export interface Answer {
  id: string;
  email: string;
  name: string;
  description: string;
  members: { nickname: string; id: string }[];
  employees: { nickname: string; isRobot: boolean; isDismissed: boolean; isBlocked: boolean }[];
  groups: { id: string; name: string }[];
  departments: { id: string; name: string }[];
  sharedMailboxes: { id: string; name: string }[];
  externalContacts: number;
  mailboxes: { id: string; email: string; mailboxId: string; type: string; roles: string[]; users: number }[];
  actors: { actorId: string; roles: string[] }[];
  domains: { name: string; isMain: boolean }[];
  organizations: { id: string; name: string }[];
  isDismissed: boolean;
  isBlocked: boolean;
  isRobot: boolean;
  departmentId: string;
  aliases: string[];
  employeeId: string;
}
