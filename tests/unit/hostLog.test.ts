import assert from "node:assert/strict";
import { Yandex360Error } from "../../provider/api/errors";
import { keepErrorsBesideResources, toldByEngine } from "../../provider/hosts/dynamic/hostLog";
import { PartiallyCreated } from "../../provider/resources/partial";

describe("what the host prints", () => {
  it("has no error of ours, which the engine shows beside its resource, and everything else once", () => {
    const { error: real } = console;
    const printed: unknown[][] = [];
    console.error = (...line: unknown[]) => printed.push(line);
    try {
      keepErrorsBesideResources();
      keepErrorsBesideResources();
      const ours = [new Yandex360Error("ours"), new PartiallyCreated("1", {}, new Error("half"))].map(toldByEngine);
      for (const error of [...ours, "theirs"]) {
        // As Pulumi's dynamic host does it.
        console.error(`${error}: ${Object(error).stack}`);
      }
      console.error("two", "parts");
    } finally {
      console.error = real;
    }
    assert.deepEqual(printed, [["theirs: undefined"], ["two", "parts"]]);
  });
});
