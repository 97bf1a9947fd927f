/** Writes docs/images/explain.md, a comment on a pull request, and the output in docs/explain.md, from a real preview. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainSample } from "./explainSample";
import { ROOT } from "./sources";

async function main(): Promise<void> {
  const { text, markdown } = await explainSample();
  mkdirSync(join(ROOT, "docs/images"), { recursive: true });
  writeFileSync(join(ROOT, "docs/images/explain.md"), markdown);
  const page = join(ROOT, "docs/explain.md");
  const parts = { text: `\`\`\`console\n${text}\`\`\``, markdown };
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

void main();
