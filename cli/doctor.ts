import { Command } from "commander";
import { isColored } from "./common/colors";
import { attempt, EXIT, note } from "./common/failure";
import { untilInterrupted } from "./common/interrupt";
import { type SessionFlags, withSessionOptions } from "./common/session";
import { examine } from "./doctor/checks";
import { count, toJson, toText } from "./doctor/report";
import { readSetup } from "./doctor/setup";

interface Flags extends SessionFlags {
  json?: boolean;
}

const HELP = `
Only reads: nothing is changed at the service or on this machine, and the token is never
printed. A line says ok, warning, problem, not known (it cannot be told from here) or
not asked (a line before it has to be right first), and what to do.

Exit status:
  0    no problem; there may be warnings, and what is not known
  1    a problem was found
  2    it could not be done; stderr says why on one line
  130  Ctrl+C; nothing is printed

Examples:
  yandex360 doctor                   by the variables YANDEX360_ORG_ID and YANDEX360_TOKEN
  yandex360 doctor --stack dev       by the config of a stack, in the project's folder
  yandex360 doctor --org 1000001     another organization than the settings name
  yandex360 doctor --json            for scripts`;

/** `yandex360 doctor`: whether everything is there that the package needs. */
export function doctorCommand(): Command {
  return withSessionOptions(new Command("doctor"))
    .description("check settings, token, scopes, organization, limits and versions, and say what to do")
    .option("--json", "print one JSON object with a line for each check")
    .addHelpText("after", HELP)
    .action(({ json = false, ...flags }: Flags) =>
      attempt("doctor", () =>
        untilInterrupted(async (cancelled) => {
          const say = (message: string) => note("doctor", message);
          const lines = await examine(await readSetup(flags, cancelled, say));
          if (cancelled.aborted) {
            return EXIT.interrupted;
          }
          console.log(json ? toJson(lines) : toText(lines, isColored()));
          return count(lines, "problem") > 0 ? EXIT.found : EXIT.done;
        }),
      ),
    );
}
