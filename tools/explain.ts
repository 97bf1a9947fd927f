/** Writes what `yandex360 explain` says of a real preview into docs/explain.md, and its comment on a pull request into README.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainSample } from "./explainSample";
import { ROOT } from "./sources";

async function main(): Promise<void> {
  const { text, markdown } = await explainSample();
  const parts = { text: `\`\`\`console\n${text}\`\`\``, markdown };
  for (const page of ["docs/explain.md", "README.md"].map((name) => join(ROOT, name))) {
    const written = Object.entries(parts).reduce(
      (document, [name, part]) =>
        document.replace(
          new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`),
          (_all, begin, end) => `${begin}\n${part.trimEnd()}\n${end}`,
        ),
      readFileSync(page, "utf8"),
    );
    writeFileSync(page, written);
  }
}

void main();
