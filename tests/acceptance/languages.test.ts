import assert from "node:assert/strict";
import { join } from "node:path";
import { withProject } from "../support/cli/project";

const LANGUAGES = { yaml: "YAML", python: "Python", go: "Go" } as const;

for (const language of ["yaml", "python", "go"] as const) {
  describe(`A program in ${LANGUAGES[language]}`, function () {
    this.timeout(900_000);
    const project = withProject({
      language,
      files: join(__dirname, "languages", language),
      config: { "acceptance:greeting": "Hello" },
    });

    it("is run by the engine without a warning, and changes nothing in a second preview", async () => {
      const up = await project.succeed("up");
      assert.deepEqual(await project.outputs(), { said: `Hello from ${LANGUAGES[language]}` });
      assert.deepEqual(up.messages, []);
      await project.succeed("preview --expect-no-changes");
    });
  });
}
