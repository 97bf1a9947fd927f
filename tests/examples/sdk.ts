import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { version } from "../../package.json";
import { generateSdk } from "../../tools/pulumi/generateSdk";
import { ensurePython } from "../../tools/pulumi/python";
import { ROOT } from "../../tools/sources";
import { succeed } from "../support/cli/command";
import type { Project } from "../support/cli/project";

const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** Compiles the SDK in the folder `sdk` and the project's program, and makes the program find it, as `pulumi package add` does. */
type Link = (project: Project, sdk: string) => Promise<void>;

const LINKS: Record<"nodejs" | "python" | "go", Link> = {
  async nodejs({ folder }, sdk) {
    await succeed("node", [TSC, "-p", sdk], { cwd: folder });
    cpSync(join(sdk, "package.json"), join(sdk, "bin/package.json"));
    mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
    symlinkSync(sdk, join(folder, "node_modules/@pulumi/yandex360"));
    const strict = ["--strict", "--noEmit", "--module", "nodenext", "--skipLibCheck", "--types", "node"];
    await succeed("node", [TSC, ...strict, "index.ts"], { cwd: folder });
  },
  async python({ folder, environment }, sdk) {
    symlinkSync(dirname(await ensurePython()), join(folder, "venv"));
    await succeed("venv/bin/python3", ["-m", "compileall", "-q", sdk, "__main__.py"], { cwd: folder });
    // The SDK asks for the version that pip has installed.
    const installed = join(sdk, `pulumi_yandex360-${version}.dist-info`);
    mkdirSync(installed);
    writeFileSync(join(installed, "METADATA"), `Metadata-Version: 2.1\nName: pulumi_yandex360\nVersion: ${version}\n`);
    environment.PYTHONPATH = sdk;
  },
  async go({ folder, environment }) {
    const packages = ["./...", "example.com/pulumi-yandex360/sdk/go/yandex360"];
    await succeed("go", ["vet", "-mod=readonly", ...packages], { cwd: folder, env: { ...environment, GOWORK: "off" } });
  },
};

/**
 * Gives a project the SDK that `pulumi package add` would. Pulumi's generator stands in for the command, which needs newer
 * language hosts than those that can be built from Go modules.
 */
export async function addSdk(project: Project, language: keyof typeof LINKS): Promise<void> {
  const sdk = join(project.folder, "sdks/yandex360");
  await generateSdk(join(ROOT, "schema.json"), language, sdk);
  await LINKS[language](project, sdk);
}
