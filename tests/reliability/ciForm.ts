import { strict as assert } from "node:assert";
import { FIGURES } from "./harness/figures";

/** Another part of the grid and other random cases may be had by another seed; a failure prints the one it had. */
const SEED = 1;

/** One test for each figure of these, in the form that fits CI. */
export function testFigures(names: readonly string[]): void {
  for (const [name, measure] of Object.entries(FIGURES).filter(([figure]) => names.includes(figure))) {
    it(`${name} holds, and S3 with it`, async () => {
      const { lines, failures } = await measure({ full: false, seed: SEED });
      console.log(lines.map((line) => `      ${line}`).join("\n"));
      assert.deepEqual(failures, []);
    });
  }
}
