/** What comes after the compiler in `npm run build`. */
import { join } from "node:path";
import { finishBuild } from "./finish";
import { ROOT } from "./sources";

finishBuild(join(ROOT, "dist")).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
