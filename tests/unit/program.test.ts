import { strict as assert } from "node:assert";
import type { Command } from "commander";
import { program } from "../../cli/program";
import { ran } from "../support/cli/inProcess";
import { readPage } from "../support/pages";

/** Every command that does something, with the words it is called by. */
function commandsIn(above: Command, words: string[] = []): { command: Command; words: string[] }[] {
  return above
    .createHelp()
    .visibleCommands(above)
    .flatMap((command) => {
      const here = [...words, command.name()];
      const below = commandsIn(command, here);
      return command.name() === "help" ? [] : below.length > 0 ? below : [{ command, words: here }];
    });
}

describe("the command yandex360", () => {
  it("ends with status 2 and one line that says where there is help, whatever is wrong with its arguments", async () => {
    const rows = [
      ["nonsense"],
      ["--nonsense"],
      ["plugin", "nonsense"],
      ...commandsIn(program()).map(({ words }) => [...words, "--nonsense"]),
      ...commandsIn(program()).map(({ words }) => [...words, "one", "two", "three"]),
    ];
    assert.ok(rows.length >= 13);
    for (const row of rows) {
      const { status, out, lines } = await ran(...row);
      assert.deepEqual([status, out, lines.length], [2, "", 1], row.join(" "));
      assert.match(lines[0] ?? "", /^yandex360( [a-z]+)*: [^\n]+; see `yandex360( [a-z]+)* --help`$/);
    }
  });

  it("refuses an option that is given and empty, as a shell variable leaves it that is not set", async () => {
    const rows = [
      ["check", "file", "--offline", "--org", ""],
      ["check", "file", "--offline", "--stack", ""],
      ...["doctor", "explain", "export", "report"].flatMap((verb) => [
        [verb, "--org", ""],
        [verb, "--stack", " "],
      ]),
      ["export", "--out", ""],
      ["export", "--name="],
      ["export", "--update", ""],
      ["report", "--out", ""],
      ["report", "--compare", ""],
    ];
    for (const row of rows) {
      const { status, out, lines } = await ran(...row);
      assert.deepEqual([status, out, lines.length], [2, "", 1], row.join(" "));
      assert.match(lines[0] ?? "", /^yandex360 [a-z]+: option '--.*is invalid\. It is empty: set the shell variable/);
    }
  });

  it("shows its verbs in the order of use, with examples, and what its exit statuses mean", async () => {
    const { status, out, lines } = await ran("--help");
    assert.deepEqual([status, lines], [0, []]);
    const order = ["doctor", "plugin", "export", "check", "explain", "report", "emulator", "completion"];
    const shown = [...out.matchAll(/^ {2}([a-z]+) .*\S/gm)].flatMap(([, verb = ""]) =>
      order.includes(verb) ? [verb] : [],
    );
    const verbs = commandsIn(program()).flatMap(({ words: [verb = ""] }) => verb);
    assert.deepEqual(
      [...new Set(verbs)],
      order.filter((verb) => verbs.includes(verb)),
    );
    assert.deepEqual(shown, [...new Set(verbs)]);
    assert.match(out, /^Exit status of every verb:\n {2}0 .*\n {2}1 .*\n {2}2 /m);
    assert.match(out, /^Examples:\n( {2}\S.*\n)+/m);
  });

  it("has every verb in the table of its page, in the same order", () => {
    const page = readPage("docs/cli.md");
    const rows = [...page.slice(0, page.indexOf("\n## ")).matchAll(/^\| `(\w+)` \|/gm)].map(([, verb]) => verb);
    const verbs = commandsIn(program()).map(({ words: [verb] }) => verb);
    assert.deepEqual(rows, [...new Set(verbs)]);
  });

  it("documents the exit statuses of every verb in its help, and shows examples", async () => {
    for (const { words } of commandsIn(program())) {
      const { status, out } = await ran(...words, "--help");
      assert.equal(status, 0, words.join(" "));
      assert.match(out, /^Exit status:\n( {2}\d+ +\S.*\n)+/m, words.join(" "));
      assert.ok(words[0] === "plugin" || out.includes(`\nExamples:\n`), words.join(" "));
      assert.equal(out.includes("\n  130  Ctrl+C"), out.includes("--stack <name>"), words.join(" "));
    }
  });
});
