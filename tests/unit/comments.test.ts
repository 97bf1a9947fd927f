import assert from "node:assert/strict";
import { withoutComments } from "../../tools/comments";

describe("comments", () => {
  it("leave a script, which keeps its lines, its texts and how it imports", () => {
    const script = `"use strict";
/** Says where it is. */
const url = "https://example.org/*"; // the service
const path = \`//\${url /* whole */}\`;
const comment = /\\/\\*.*\\*\\//;
async function load() {
    // It is an ES module.
    return await import("a-module");
}
`;
    assert.equal(
      withoutComments(script),
      `"use strict";
const url = "https://example.org/*";
const path = \`//\${url}\`;
const comment = /\\/\\*.*\\*\\//;
async function load() {
    return await import("a-module");
}
`,
    );
  });
});
