import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { list } from "tar";
import { z } from "zod";
import { bundlePlugin } from "../../tools/plugin/bundle";
import { release } from "../../tools/plugin/release";
import { succeed } from "../support/cli/command";
import { SCRATCH, thePackage } from "../support/cli/packed";

const VERSION = "1.2.3";
const packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]);

/** The tarballs and their sums, by name. */
const bytesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("base64")]));

describe("The release of the plugin", function () {
  this.timeout(120_000);

  const plugin = join(SCRATCH, "release-plugin");
  const first = join(SCRATCH, "release-1");

  before(async () => {
    await bundlePlugin(plugin);
    await release(plugin, VERSION, first);
  });

  it("has a tarball for each system, named as Pulumi's plugin servers name it, and the SHA-256 of each", () => {
    const tarballs = [
      "darwin-amd64",
      "darwin-arm64",
      "linux-amd64",
      "linux-arm64",
      "windows-amd64",
      "windows-arm64",
    ].map((system) => `pulumi-resource-yandex360-v${VERSION}-${system}.tar.gz`);
    assert.deepEqual(readdirSync(first).sort(), ["SHA256SUMS", ...tarballs]);
    const sums = readFileSync(join(first, "SHA256SUMS"), "utf8").trimEnd().split("\n").sort();
    const expected = tarballs.map((name) => {
      const sum = createHash("sha256")
        .update(readFileSync(join(first, name)))
        .digest("hex");
      return `${sum}  ${name}`;
    });
    assert.deepEqual(sums, expected.sort());
  });

  it("holds what `yandex360 plugin install` installs, on every system", async () => {
    for (const name of readdirSync(first).filter((file) => file.endsWith(".gz"))) {
      const entries: [path: string, mode: number | undefined][] = [];
      await list({ file: join(first, name), onReadEntry: ({ path, mode }) => entries.push([path, mode]) });
      const files = readdirSync(plugin);
      assert.deepEqual(
        entries.sort(),
        files.sort().map((file) => [file, file === "pulumi-resource-yandex360" ? 0o755 : 0o644]),
      );
    }
  });

  it("is the same to the byte when it is made again, at another time and with another umask", async () => {
    const again = join(SCRATCH, "release-plugin-again");
    const second = join(SCRATCH, "release-2");
    const umask = process.umask(0o077);
    try {
      await bundlePlugin(again);
      for (const file of readdirSync(again)) utimesSync(join(again, file), 1, 1);
      await release(again, VERSION, second);
    } finally {
      process.umask(umask);
    }
    assert.deepEqual(bytesIn(second), bytesIn(first));
    chmodSync(join(again, "schema.json"), 0o755);
    await release(again, VERSION, second);
    assert.notDeepEqual(bytesIn(second), bytesIn(first));
  });

  it("is not packed into the npm package", async () => {
    const { folder } = await thePackage();
    await release(plugin, VERSION, join(folder, "dist/release"));
    const { stdout } = await succeed("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: folder });
    const [{ files }] = packed.parse(JSON.parse(stdout));
    assert.deepEqual(
      files.filter(({ path }) => path.includes("release/")),
      [],
    );
  });
});
