/** `npx tsx tools/pulumi/main.ts [languages]`: has the engine ready, and what it needs for YAML, Python and Go as well. */

import { delimiter } from "node:path";
import { quoted } from "../../cli/common/quoted";
import { ensureEngine } from "./engine";
import { ensureLanguages } from "./languages";
import { ensurePython } from "./python";

const ORIGIN = { path: "from PATH", npm: "from the npm package pulumi", go: "built with Go" };

async function main(languages: boolean): Promise<void> {
  const { binDir, version, source } = await (languages ? ensureLanguages() : ensureEngine());
  console.log(`# Pulumi ${version}, ${ORIGIN[source]}: ${binDir}`);
  const folders = [binDir];
  if (languages) {
    const python = await ensurePython();
    console.log(`# Hosts of YAML, Python and Go: ${binDir}`);
    console.log(`# Python with Pulumi's SDK: ${python}`);
    folders.unshift(python);
  }
  const path = (process.env.PATH ?? "").split(delimiter);
  const missing = folders.filter((folder) => !path.includes(folder));
  if (missing.length === 0) return;
  console.log("# To have it in this shell:");
  console.log(`export PATH=${quoted(missing.join(delimiter))}:"$PATH"`);
}

main(process.argv[2] === "languages").catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
