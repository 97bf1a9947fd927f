/** Writes docs/honesty.md anew. */
import { writeFileSync } from "node:fs";
import { PAGE, page } from "./page";

writeFileSync(PAGE, page());
