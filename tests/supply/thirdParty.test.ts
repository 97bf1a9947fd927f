import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dependencies } from "../../package.json";
import { sourcesIn } from "../../tools/sources";
import { REPOSITORY, thePackage } from "../support/cli/packed";
import { type Lock, lockSchema, nameOf } from "./lock";

/** What is bundled, with the file that lists its packages, the folder of its own code and the packages that stay outside. */
const BUNDLES = [
  { list: "plugin/THIRD-PARTY.txt", code: "provider", outside: [] },
  { list: "report/THIRD-PARTY.txt", code: "cli", outside: Object.keys(dependencies) },
  { list: "report/page.html", code: "cli/report/page", outside: [] },
];

const lock = lockSchema.parse(JSON.parse(readFileSync(join(REPOSITORY, "package-lock.json"), "utf8"))).packages;

describe("The list of the packages in a bundle", function () {
  this.timeout(120_000);

  for (const { list, code, outside } of BUNDLES) {
    it(`names every one in dist/${list} with its version and its licence, as locked`, async () => {
      const text = readFileSync(join((await thePackage()).folder, "dist", list), "utf8");
      const entries = [...text.matchAll(/^==== (\S+) (\S+), (.+) ====\n\n([^=]{40,})/gm)];
      const names = entries.map(([, name = ""]) => name);

      assert.deepEqual(
        entries.filter(([, name = "", version]) => !versionsOf(lock, name).includes(version)).map(([line]) => line),
        [],
      );
      assert.deepEqual(
        importedBy(code).filter((name) => !outside.includes(name) && !names.includes(name)),
        [],
      );
      assert.deepEqual(
        names.filter((name) => outside.includes(name)),
        [],
      );
      for (const [, name, , licence = ""] of entries) {
        assert.match(licence, /^\(?(MIT|Apache-2\.0|BSD-[23]-Clause|ISC)\b/, name);
      }
      console.log(
        `      ${entries.length} packages, ${new Set(entries.map(([, , , licence]) => licence)).size} licences`,
      );
    });
  }
});

function versionsOf(lock: Lock, name: string): (string | undefined)[] {
  return Object.entries(lock).flatMap(([folder, { version }]) => (nameOf(folder) === name ? [version] : []));
}

/** The packages that the folder's code imports for more than their types. The report's page is a bundle of its own. */
function importedBy(folder: string): string[] {
  const isOwn = ({ path }: { path: string }) => folder.startsWith("cli/report") || !path.startsWith("cli/report/page/");
  const imports = sourcesIn(folder)
    .filter(isOwn)
    .flatMap(({ text }) => [...text.matchAll(/^import (?!type\b)[^;]*? from "((?:@[\w-]+\/)?[\w-]+)/gm)]);
  return [...new Set(imports.flatMap(([, name = ""]) => (name === "node" ? [] : [name])))];
}
