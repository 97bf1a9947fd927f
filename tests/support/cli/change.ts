import assert from "node:assert/strict";
import { demoSeed } from "../../../emulator";
import { type Project, type Run, withProject } from "./project";

/** One change of a program, in the demo's organizations: what preview and `up` say of it. */
export class Change {
  readonly project: Project = withProject({
    emulator: { seed: demoSeed },
    env: { YANDEX360_TOKEN: "demo-token" },
    config: { "yandex360:orgId": "1000001" },
  });
  /** The ids in state before the change and after it, by name. */
  readonly ids = new Map<string, string | undefined>();
  readonly idsAfter = new Map<string, string | undefined>();
  private previewed: Run | undefined;
  private applied: Run | undefined;

  /** Brings the first program up, and then the second; `between` is what happens elsewhere in the meantime. */
  async make(programBefore: string, programAfter: string, between: () => void = () => {}): Promise<void> {
    this.project.program(programBefore);
    await this.project.succeed("up");
    for (const [name, { id }] of await this.project.state()) this.ids.set(name, id);
    between();
    this.project.program(programAfter);
    this.previewed = await this.project.succeed("preview");
    this.applied = await this.project.succeed("up");
    for (const [name, { id }] of await this.project.state()) this.idsAfter.set(name, id);
  }

  get preview(): Run {
    assert.ok(this.previewed);
    return this.previewed;
  }

  get up(): Run {
    assert.ok(this.applied);
    return this.applied;
  }

  /** What preview and `up` do with the resource. */
  steps(name: string): [string[], string[]] {
    const of = ({ steps }: Run) =>
      steps.filter((step) => step.endsWith(` ${name}`)).map((step) => step.slice(0, step.indexOf(" ")));
    return [of(this.preview), of(this.up)];
  }

  /** The lines of the printed preview about the resource. */
  line(name: string): string {
    const lines = this.preview.output.split("\n");
    return lines.filter((text) => text.includes(` ${name} `)).join("\n");
  }

  assertInPlace(name: string, property: string): void {
    assert.deepEqual(this.steps(name), [["update"], ["update"]]);
    assert.match(this.line(name), new RegExp(`update \\[diff: [~+]${property}\\]`));
    assert.equal(this.idsAfter.get(name), this.ids.get(name));
  }
}
