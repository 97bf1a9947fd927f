import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { satisfies } from "compare-versions";
import { type Manifest, ownManifest, ownPlugin, readManifest } from "../ownPackage";
import { isSame, placeOf } from "../pluginFolder";
import type { Check } from "./check";
import { type Finding, notKnown, ok, problem, warning } from "./finding";

const SDK = "@pulumi/pulumi";
const PACKAGE = "pulumi-yandex360";

/** What is installed on this machine and in the project of the current folder, and whether it fits together. */
export const softwareChecks: readonly Check[] = [
  { area: "Software", name: "Node.js", examine: examineNode },
  { area: "Software", name: "package", examine: examinePackage },
  { area: "Software", name: "Pulumi engine", examine: examineEngine },
  { area: "Software", name: "Pulumi SDK", examine: examineSdk },
  { area: "Software", name: "SDK and Node.js", needs: ["Pulumi SDK"], examine: examineSdkAndNode },
  { area: "Software", name: "plugin", examine: examinePlugin },
];

function examineNode(): Finding {
  const { version, engines } = ownManifest();
  const text = `${process.version}; ${PACKAGE} ${version} needs ${engines?.node}`;
  return satisfies(process.version, engines?.node ?? "*") ? ok(text) : problem(text, "install a newer Node.js");
}

function examinePackage(): Finding {
  const { version } = ownManifest();
  const project = inProject(PACKAGE);
  return project === undefined || project.version === version
    ? ok(`${PACKAGE} ${version}${project === undefined ? "; the project in this folder does not have it" : ""}`)
    : warning(
        `this command is of ${version}, and the project in this folder has ${project.version}`,
        "run the command of the project with npx yandex360",
      );
}

async function examineEngine(): Promise<Finding> {
  let printed: string;
  try {
    printed = (await promisify(execFile)("pulumi", ["version"])).stdout.trim();
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT"
      ? problem("`pulumi` is not on PATH", "install it: https://www.pulumi.com/docs/install")
      : problem("`pulumi version` fails", "run it, and see what it prints");
  }
  const wanted = wantedOfPulumi();
  return satisfies(printed, wanted)
    ? ok(`${printed}; ${PACKAGE} needs ${wanted}`)
    : problem(`${printed}; ${PACKAGE} needs ${wanted}`, "install that: https://www.pulumi.com/docs/install");
}

function examineSdk(): Finding {
  const sdk = inProject(SDK);
  if (sdk === undefined) {
    return notKnown(
      `the project in this folder has no ${SDK}`,
      "nothing for programs on the plugin; a program in TypeScript needs it: npm install @pulumi/pulumi",
    );
  }
  const text = `${SDK} ${sdk.version}; ${PACKAGE} needs ${wantedOfPulumi()}`;
  return satisfies(sdk.version, wantedOfPulumi())
    ? ok(text)
    : problem(text, `npm install "${SDK}@${wantedOfPulumi()}"`);
}

function examineSdkAndNode(): Finding {
  const sdk = inProject(SDK);
  if (sdk === undefined) {
    return notKnown(`the project in this folder has no ${SDK}`);
  }
  const wanted = sdk.engines?.node ?? "*";
  const text = `${SDK} ${sdk.version} asks for Node.js ${wanted}, and this is ${process.version}`;
  return satisfies(process.version, wanted) ? ok(text) : warning(text, "install a Node.js that it asks for");
}

/** The plugin among those that the engine finds by itself. */
function examinePlugin(): Finding {
  const { version } = ownManifest();
  const place = placeOf(version);
  const plugins = existsSync(dirname(place)) ? readdirSync(dirname(place)) : [];
  const versions = plugins.flatMap((name) => /^resource-yandex360-v(\d[^/]*?)$/.exec(name)?.[1] ?? []);
  const whole = versions.filter(
    (one) => !/\.(partial|lock|lastused)$/.test(one) && !versions.includes(`${one}.partial`),
  );
  if (whole.includes(version)) {
    // A clone that has not been built has nothing to compare with.
    if (existsSync(ownPlugin()) && !isSame(ownPlugin(), place)) {
      return problem(
        `${version} is installed with other files than this package has: ${place}`,
        "yandex360 plugin install --force",
      );
    }
    return ok(`${version} is installed, as this package is: ${place}`);
  }
  return whole.length > 0
    ? warning(`${whole.join(", ")} is installed, and this package is ${version}`, "yandex360 plugin install")
    : notKnown(
        `none is installed in ${dirname(place)}`,
        "nothing for programs in TypeScript with dynamic resources; all others: yandex360 plugin install",
      );
}

function inProject(name: string): Manifest | undefined {
  try {
    return readManifest(createRequire(join(process.cwd(), "package.json")).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

function wantedOfPulumi(): string {
  return ownManifest().peerDependencies?.[SDK] ?? "*";
}
