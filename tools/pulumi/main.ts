import { delimiter } from "node:path";
import { ensureEngine } from "./engine";

const ORIGIN = { path: "from PATH", npm: "from the npm package pulumi", go: "built with Go" };

async function main(): Promise<void> {
  const { binDir, version, source } = await ensureEngine();
  console.log(`# Pulumi ${version}, ${ORIGIN[source]}: ${binDir}`);
  if ((process.env.PATH ?? "").split(delimiter).includes(binDir)) return;
  console.log("# To have it in this shell:");
  console.log(`export PATH='${binDir.replaceAll("'", "'\\''")}':"$PATH"`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
