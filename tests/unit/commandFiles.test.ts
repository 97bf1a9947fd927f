import { strict as assert } from "node:assert";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPlaces, writeFiles } from "../../cli/common/output";
import { ran } from "../support/cli/inProcess";

describe("the files of the command yandex360", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "yandex360-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const inFolder = (name: string) => join(folder, name);

  it("cannot be read: one line with status 2 says which, why and what to do, and nothing is written", async () => {
    writeFileSync(inFolder("twice.yaml"), "stack: acme\ndomain: 1\nnonsense: 1\n");
    const missing =
      /^yandex360 [a-z]+: could not read \S+none\.yaml: there is no such file; name the organization file, such as/;
    const isFolder = /^yandex360 [a-z]+: could not read \S+: it is a folder; name a file$/;
    const rows: [args: string[], line: RegExp][] = [
      [["check", inFolder("none.yaml"), "--offline"], missing],
      [["check", folder, "--offline"], isFolder],
      [["report", "--compare", inFolder("none.yaml")], missing],
      [["report", "--compare", folder], isFolder],
      [
        ["report", "--compare", inFolder("twice.yaml")],
        /twice\.yaml: there are \d problems in it; run `yandex360 check/,
      ],
      [["explain", folder], isFolder],
      [["export", "--update", inFolder("none.yaml")], missing],
      [["export", "--update", folder], isFolder],
      [["export", "--update", inFolder("twice.yaml"), "--name", "x"], /leave --out, --name and --as out$/],
    ];
    for (const [args, line] of rows) {
      const { status, out, lines } = await ran(...args);
      assert.deepEqual([status, out, lines.length], [2, "", 1], args.join(" "));
      assert.match(lines[0] ?? "", line);
    }
    assert.deepEqual(readdirSync(folder), ["twice.yaml"]);
  });

  it("cannot be written by report: where its name says no format, and into no folder", async () => {
    const noFormat =
      /^yandex360 report: \S+ does not say what to write: end it in \.html, \.htm, \.csv, \.json, \.mmd, or pass --format/;
    const noFolder =
      /^yandex360 report: could not write to \S+: there is no folder \S+; make it, or name another with --out$/;
    const rows: [path: string, line: RegExp][] = [
      [inFolder("r.txt"), noFormat],
      [inFolder("r"), noFormat],
      [inFolder("none/a.html"), noFolder],
      ["/proc/nope/x.html", noFolder],
    ];
    for (const [path, line] of rows) {
      const { status, out, lines } = await ran("report", "--out", path);
      assert.deepEqual([status, out, lines.length], [2, "", 1], path);
      assert.match(lines[0] ?? "", line);
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it("are made in folders that are made, and where links lead", () => {
    mkdirSync(inFolder("real"));
    writeFileSync(inFolder("real/a"), "old");
    mkdirSync(inFolder("links"));
    symlinkSync("../real/a", inFolder("links/a"));
    writeFiles(inFolder("links"), { a: "new", b: "new" }, { force: true });
    writeFiles(inFolder("x/y"), { a: "new" });

    assert.ok(lstatSync(inFolder("links/a")).isSymbolicLink());
    const files = readdirSync(folder, { recursive: true }).map(String).sort();
    assert.deepEqual(files, ["links", "links/a", "links/b", "real", "real/a", "x", "x/y", "x/y/a"]);
    assert.deepEqual(
      ["real/a", "links/b", "x/y/a"].map((name) => readFileSync(inFolder(name), "utf8")),
      ["new", "new", "new"],
    );
  });

  it("are refused where they are there, where no folder can be made, and where something else than a file is", () => {
    for (const name of ["a", "b"]) writeFileSync(inFolder(name), "mine");
    mkdirSync(inFolder("c"));
    const refused = (where: string, names: string[], force: boolean, line: RegExp) =>
      assert.throws(() => checkPlaces(where, names, { force }), line);
    refused(folder, ["a"], false, /a is there already: pass --force to replace it, or name another place with --out$/);
    refused(folder, ["a", "b"], false, /a and 1 more file are there already: pass --force to replace them/);
    refused(folder, ["a", "b", "c"], false, /a and 2 more files are there already: pass --force to replace them/);
    refused(folder, ["c"], true, /could not write to \S+c: it is not a file; name another place with --out$/);
    refused(inFolder("a/x"), ["a"], true, /could not write to \S+: a part of this path is a file; name another/);
    refused(
      "/proc/nope/x",
      ["a"],
      true,
      /could not write to \/proc\/nope\/x: no folder can be made there; name another/,
    );
    const instead = "update a copy";
    assert.throws(() => checkPlaces("/proc/nope/x", ["a"], { instead }), /no folder can be made there; update a copy$/);
    assert.throws(() => checkPlaces(folder, ["c"], { force: true, instead }), /it is not a file; update a copy$/);
  });
});
