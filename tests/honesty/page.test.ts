import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { API_RECORDS, defaultSwitches, SWITCH_RECORDS } from "../../emulator";
import { BEARS_ON, PAGE, page } from "./page";

describe("docs/honesty.md", () => {
  it("is what the emulator's records say; `npx tsx tests/honesty/writePage.ts` writes it", () => {
    assert.equal(readFileSync(PAGE, "utf8"), page());
  });

  it("names every record and every switch", () => {
    const text = page();
    const names = [
      ...API_RECORDS.map(({ kind, what }) =>
        /query|body|reply/.test(kind) ? what.slice(what.indexOf(" ") + 1) : what,
      ),
      ...Object.keys(defaultSwitches),
    ];
    assert.deepEqual(
      names.filter((name) => !text.includes(`\`${name}\``)),
      [],
    );
  });

  it("puts every switch beside a record that is there", () => {
    const records = new Set(API_RECORDS.map(({ kind, what }) => `${kind} ${what}`));
    assert.deepEqual(
      Object.values(BEARS_ON).filter((what) => !records.has(what)),
      [],
    );
    const text = page();
    const questions = Object.values(SWITCH_RECORDS).map(({ question }) => `- ${question}: `);
    assert.deepEqual(
      questions.filter((question) => !text.includes(question)),
      [],
    );
    assert.deepEqual(Object.keys(BEARS_ON).sort(), Object.keys(defaultSwitches).sort());
  });
});
