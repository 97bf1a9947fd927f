import { join } from "node:path";
import { cacheRoot, kept, type Made } from "./cache";
import { compileAll, type GoProgram, recipe } from "./goProgram";
import { type Progress, withProgress } from "./progress";
import { run } from "./run";

const MINUTE = 60_000;
const GENERATOR: GoProgram = {
  module: "sdk-generator",
  package: "pulumi-yandex360/tools/pulumi/sdk-generator",
  ldflags: "-s -w",
};

export type SdkLanguage = "nodejs" | "python" | "go";

/**
 * Writes the typed SDK of a package into `folder`, with Pulumi's own generator.
 *
 * @param schema The path of the package's schema.json.
 * @throws Error with every error and warning that Pulumi finds in the schema, one a line; nothing is written then.
 */
export async function generateSdk(schema: string, language: SdkLanguage, folder: string): Promise<void> {
  const name = `sdk-generator-${process.platform}-${process.arch}-${recipe([GENERATOR], "sdk-generator/main.go")}`;
  const generator = await withProgress((progress) =>
    kept(cacheRoot(), name, (scratch) => build(join(scratch, "generator"), progress)),
  );
  const said: string[] = [];
  const { problem } = await run(join(generator, "bin/sdk-generator"), [schema, language, folder], {
    limit: MINUTE,
    onLine: (line) => said.push(line),
  });
  if (problem !== undefined) throw new Error(`SDK for ${language}: ${said.join("\n") || problem}`);
}

async function build(keep: string, progress: Progress): Promise<Made> {
  progress.stage("Building Pulumi's generator of SDKs: some minutes on two cores, once on this machine");
  const reason = await compileAll([GENERATOR], join(keep, "bin"), progress);
  return reason === undefined ? { keep } : { reason };
}
