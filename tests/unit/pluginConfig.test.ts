import assert from "node:assert/strict";
import { problemsOf } from "../../provider/hosts/plugin/config";

const TOKEN = "y0_AgAAAABkLongSecret";

describe("What the plugin refuses in a provider's configuration", () => {
  it("is named by the setting, of the stack's config and of a provider's arguments", () => {
    for (const project of ["shop", undefined]) {
      const [orgId, apiUrl, ...more] = problemsOf({ orgId: "1e3", apiUrl: "http://api360.yandex.net" }, project);
      assert.deepEqual([orgId?.property, apiUrl?.property, more], ["orgId", "apiUrl", []]);
      assert.match(orgId?.reason ?? "", /^yandex360:orgId "1e3" has to be the organization's decimal id$/);
    }
  });

  it("is named in the reason alone where the engine must not print the value", () => {
    for (const given of [
      { token: "two words" },
      { orgId: TOKEN },
      { apiUrl: "http://user:secret@127.0.0.1" },
      { tokn: TOKEN },
    ]) {
      const [problem, ...more] = problemsOf(given, "shop");
      const [[name, value] = ["", ""]] = Object.entries(given);
      assert.deepEqual([problem?.property, more], ["", []]);
      assert.match(problem?.reason ?? "", new RegExp(`yandex360:${name}`));
      assert.ok(!problem?.reason.includes(value), problem?.reason);
    }
  });

  it("says of an unknown argument what is meant, and where it stands", () => {
    const reasons = ["shop", undefined].map((project) => problemsOf({ tokn: "x" }, project)[0]?.reason);
    assert.deepEqual(reasons, [
      '"yandex360:tokn" in the stack\'s config is not a setting of this package: did you mean `yandex360:token`?',
      '"tokn" is not a setting of this provider: did you mean `token`?',
    ]);
  });
});
