#!/usr/bin/env node
import { fail, messageOf } from "./common/failure";
import { run } from "./program";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever reads the output, such as `head`, has had enough.
  if (error.code === "EPIPE") {
    process.exit();
  }
  fail("", `could not write to standard output: ${error.message}`);
  process.exit();
});

run(process.argv.slice(2)).catch((error: unknown) => fail("", messageOf(error)));
