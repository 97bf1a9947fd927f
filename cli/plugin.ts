import { existsSync } from "node:fs";
import { Command } from "commander";
import { attempt, EXIT } from "./common/failure";
import { ownPlugin, ownVersion } from "./ownPackage";
import { install, placeOf, uninstall } from "./pluginFolder";

const EXIT_STATUS = `
Exit status:
  0  done
  2  it could not be done; stderr says why on one line`;

const EXAMPLES = `${EXIT_STATUS}

Examples:
  yandex360 plugin install            install this version for every project of this user
  yandex360 plugin install --force    install it anew
  yandex360 plugin uninstall          remove this version again
  PULUMI_HOME=/opt/pulumi yandex360 plugin install

A project can use the plugin of its own node_modules instead. In Pulumi.yaml:
  plugins:
    providers:
      - name: yandex360
        path: node_modules/pulumi-yandex360/dist/plugin`;

/** What the file system refuses, and what to do about it. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: "this user may not; set PULUMI_HOME to a folder that it may write to",
  EPERM: "this user may not; set PULUMI_HOME to a folder that it may write to",
  EROFS: "the disk is read-only; set PULUMI_HOME to a folder on another one",
  ENOSPC: "the disk is full; make room, or set PULUMI_HOME to a folder on another one",
  ENOENT: "no folder can be made there; set PULUMI_HOME to another one",
  ENOTDIR: "a part of this path is a file; move it away, or set PULUMI_HOME to another folder",
  EEXIST: "a part of this path is a file; move it away, or set PULUMI_HOME to another folder",
  EBUSY: "it is in use; wait until every pulumi command has ended, and try again",
};

/** `yandex360 plugin`: the provider plugin of this package, for Pulumi programs in every language. */
export function pluginCommand(): Command {
  const plugin = new Command("plugin")
    .description("install the provider plugin, for Pulumi programs in every language")
    .addHelpText("after", EXAMPLES);
  plugin
    .command("install")
    .description("put the plugin where Pulumi looks for it")
    .option("--force", "replace what is installed as this version")
    .addHelpText("after", EXIT_STATUS)
    .action(({ force = false }: { force?: boolean }) => doing("install", () => runInstall(force)));
  plugin
    .command("uninstall")
    .description("remove this version of the plugin from where Pulumi looks for it")
    .addHelpText("after", EXIT_STATUS)
    .action(() => doing("uninstall", runUninstall));
  plugin
    .command("path")
    .description("print the folder of the plugin in this package, for plugins.providers.path in Pulumi.yaml")
    .addHelpText("after", EXIT_STATUS)
    .action(() => doing("path", () => console.log(source())));
  return plugin;
}

function runInstall(force: boolean): void {
  const version = ownVersion();
  const place = placeOf(version);
  const done = install(source(), place, force);
  if (done === "different")
    throw new Error(`${place} is something else than version ${version} of this package; --force replaces it`);
  if (done === "installed") {
    console.log(`Installed the plugin yandex360 ${version}: ${place}`);
    console.log(`Pulumi programs of this user that ask for version ${version} find it; pulumi plugin ls shows it.`);
  } else {
    console.log(`The plugin yandex360 ${version} is already installed: ${place}`);
  }
}

function runUninstall(): void {
  const version = ownVersion();
  const place = placeOf(version);
  const was = uninstall(place);
  console.log(
    was
      ? `Removed the plugin yandex360 ${version}: ${place}`
      : `The plugin yandex360 ${version} is not installed: ${place}`,
  );
}

function source(): string {
  const folder = ownPlugin();
  if (!existsSync(folder)) throw new Error(`${folder} is not there; run npm run build in the clone first`);
  return folder;
}

function doing(name: string, work: () => void): Promise<void> {
  return attempt(`plugin ${name}`, async () => {
    try {
      work();
      return EXIT.done;
    } catch (error) {
      throw new Error(reasonOf(error));
    }
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const refusal = REFUSALS[(error as NodeJS.ErrnoException).code ?? ""];
  return refusal === undefined ? error.message : `${placeOf(ownVersion())} cannot be written: ${refusal}`;
}
