// Does with each text what Pulumi's dynamic host does, and prints the provider's methods right after `configure` was called.
const { createRequire } = require("node:module");

const requireFromString = createRequire(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))("require-from-string");
const methods = {};
for (const [type, text] of Object.entries(JSON.parse(process.argv[2]))) {
  const provider = requireFromString(text).handler();
  void provider.configure({ config: { get: () => undefined } });
  methods[type] = ["check", "diff", "create", "read", "update", "delete"].filter(
    (name) => typeof provider[name] === "function",
  );
}
console.log(JSON.stringify(methods));
