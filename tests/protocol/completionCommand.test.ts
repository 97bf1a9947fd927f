import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../../tools/sources";
import { command } from "../support/cli/command";
import { ran } from "../support/cli/inProcess";

const TSX = pathToFileURL(require.resolve("tsx"));

/** What fits the last of the words, and whether the shell is to complete the names of files. */
async function fitting(...words: string[]): Promise<{ values: string[]; files: boolean }> {
  const { out } = await ran("complete", "--", ...words);
  const lines = out.trimEnd().split("\n");
  const directive = lines.pop();
  assert.match(directive ?? "", /^:[04]$/);
  return { values: lines.map((line) => line.split("\t")[0] ?? ""), files: directive === ":0" };
}

describe("yandex360 completion", () => {
  const folder = mkdtempSync(join(tmpdir(), "yandex360-completion-"));
  after(() => rmSync(folder, { recursive: true }));

  it("knows verbs, what is below them, options, their choices, stacks, and where files are wanted", async () => {
    const rows: [words: string[], values: string[] | RegExp, files?: "files"][] = [
      [[""], /^(?=.*\bcheck\b)(?=.*\bemulator\b)(?=.*\bplugin\b)(?=.*\bcompletion\b)(?!.*\bcomplete\b)/],
      [["em"], ["emulator"]],
      [["plugin", "un"], ["uninstall"]],
      [["emulator", "--from"], ["--from-export"]],
      [["emulator", "--from-export", ""], [], "files"],
      [["emulator", "--seed", "org"], [], "files"],
      [["emulator", "--port", ""], []],
      [["check", ""], [], "files"],
      [["check", "--off"], ["--offline"]],
      [["completion", "p"], ["powershell"]],
      [["completion", "--", "--"], []],
      [["completion", "bash", ""], []],
      [["check", "--", ""], [], "files"],
      [["check", "organization.acme.yaml", ""], []],
      [["check", "complete", "--of"], ["--offline"]],
      [["emulator", "--port", "1", "--demo", "--d"], []],
      [["emulator", "--seed=a.yaml", "--port", "--demo", "--de"], ["--demo"]],
      [["emulator", "--from-export=x"], [], "files"],
      [["emulator", "--demo=x"], []],
      [["report", "--format", "j"], ["json"]],
      [["report", "--format=j"], ["--format=json"]],
      [["plugin", "install", "--f"], ["--force"]],
      // What the script for PowerShell writes for an empty word.
      [["plugin", " "], /\binstall\b/],
    ];
    for (const [words, values, files] of rows) {
      const found = await fitting(...words);
      assert.equal(found.files, files === "files", words.join(" "));
      if (values instanceof RegExp) assert.match(found.values.join(" "), values);
      else assert.deepEqual(found.values, values, words.join(" "));
    }
  });

  it("completes in bash, also after the script was read twice, and runs nothing that is being typed", async () => {
    const { out, status } = await ran("completion", "bash");
    assert.equal(status, 0);
    writeFileSync(join(folder, "completion.bash"), out);
    for (const stack of ["acme", "globex", "$(touch typed)"]) writeFileSync(join(folder, `Pulumi.${stack}.yaml`), "");
    const script = `
yandex360() { '${process.execPath}' --import '${TSX}' '${join(ROOT, "cli/index.ts")}' "$@"; }
. ./completion.bash; . ./completion.bash
compopt() { printf 'compopt %s ' "$*"; }
complete -p yandex360
try() { COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _yandex360; echo "\${COMPREPLY[*]}"; }
try yandex360 emul
try yandex360 check --stack = gl
try yandex360 check --stack ""
try yandex360 report --format =
try yandex360 check '$(touch typed)' --st
try yandex360 check organization.
ls`;
    const { code, stdout, stderr } = await command("bash", ["--norc", "-c", script], {
      cwd: folder,
      env: { PATH: "/bin:/usr/bin" },
    });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(stdout.split("\n"), [
      "complete -o default -F _yandex360 yandex360",
      "compopt +o default emulator",
      "compopt +o default globex",
      "compopt +o default acme globex",
      "compopt +o default html csv json mermaid",
      "compopt +o default --stack",
      "",
      "Pulumi.$(touch typed).yaml",
      "Pulumi.acme.yaml",
      "Pulumi.globex.yaml",
      "completion.bash",
      "",
    ]);
  });

  it("has a script for zsh, fish and powershell, none of which evaluates anything, and says which shells there are", async () => {
    for (const [shell, line] of [
      ["zsh", "compdef _yandex360 yandex360"],
      ["fish", "complete -c yandex360 "],
      ["powershell", "Register-ArgumentCompleter -Native -CommandName yandex360 "],
    ] as const) {
      const { status, out } = await ran("completion", shell);
      assert.equal(status, 0);
      assert.ok(out.includes(line), shell);
      assert.match(out, /yandex360 complete (--|'--') /, shell);
      assert.doesNotMatch(out, /\beval\b|Invoke-Expression|\biex\b/i, shell);
    }
    const { status, lines } = await ran("completion", "tcsh");
    assert.equal(status, 2);
    assert.match(
      lines.join("\n"),
      /^yandex360 completion: .*'tcsh' is invalid.*bash.*; see `yandex360 completion --help`$/,
    );
  });
});
