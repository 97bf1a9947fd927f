"use strict";
// In a file of its own, and in the language of old versions: Node.js reads the whole of a file before it runs its first line.
const parts = process.versions.node.split(".").map(Number);
if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) {
  require("./plugin.cjs");
} else {
  console.error(
    `pulumi-resource-yandex360 needs Node.js 20.19 or newer, and the node on PATH is ${process.version}, ${process.execPath}: install a newer one from https://nodejs.org`,
  );
  process.exitCode = 1;
}
