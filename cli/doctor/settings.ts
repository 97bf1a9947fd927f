import { givenAs, howToSet, SOURCES } from "../../provider/engine/settings";
import { isOpen } from "../../provider/engine/typed";
import type { Check } from "./check";
import { type Finding, ok, problem } from "./finding";
import type { Setup } from "./setup";

type Name = keyof typeof SOURCES;

const NAMES = Object.keys(SOURCES) as Name[];

/** The names of the checks that say whether there is all that a request needs. */
export const SETTING_CHECKS: readonly string[] = ["stack", ...NAMES.map((name) => SOURCES[name].key), "proxy"];

/** The settings, each with where its value comes from. */
export const settingChecks: readonly Check[] = [
  { area: "Settings", name: "stack", examine: examineStack },
  ...NAMES.map(
    (name): Check => ({
      area: "Settings",
      name: SOURCES[name].key,
      needs: ["stack"],
      examine: (setup) => examineSetting(name, setup),
    }),
  ),
  { area: "Settings", name: "proxy", examine: examineProxy },
];

function examineStack({ flags: { stack }, configProblem }: Setup): Finding {
  if (configProblem !== undefined) {
    return problem(configProblem.reason, configProblem.advice);
  }
  return ok(stack === undefined ? "none is named with --stack; settings come from variables" : stack);
}

function examineSetting(name: Name, setup: Setup): Finding {
  const { key } = SOURCES[name];
  const wrong = setup.settingProblems.find((found) => found.key === key);
  if (wrong !== undefined) {
    return problem(
      wrong.reason,
      isNeeded(name) ? `correct it: ${adviceOn(name)}` : "correct it, or take it out to have the default",
    );
  }
  const { value, variable } = givenAs(name, setup.config);
  if (value !== undefined) {
    const { org, stack } = setup.flags;
    const origin = variable ?? (name === "orgId" && org !== undefined ? "--org" : `stack ${stack}`);
    return ok(`${isOpen(name, value) ? value : "set"} (${origin})`);
  }
  if (isNeeded(name)) {
    return problem("is not set", adviceOn(name));
  }
  const otherwise = setup.settings?.[name];
  return ok(otherwise === undefined ? "default" : `${otherwise} (default)`);
}

/** Whether a setting has no default. */
function isNeeded(name: Name): name is "orgId" | "token" {
  return name === "orgId" || name === "token";
}

function adviceOn(name: "orgId" | "token"): string {
  return `${name === "orgId" ? "pass --org <id>, or " : ""}${howToSet(name)}`;
}

/** The proxy's user and password are never shown. */
function examineProxy({ settings, settingProblems }: Setup): Finding {
  const wrong = settingProblems.find(({ key }) => key === "HTTPS_PROXY");
  if (wrong !== undefined) {
    return problem(wrong.reason, "correct the variable");
  }
  const proxies = { api360: settings?.proxy, "cloud-api": settings?.directoryProxy };
  const shown = Object.entries(proxies).flatMap(([host, proxy]) =>
    proxy === undefined ? [] : [`${new URL(proxy).host} to ${host}`],
  );
  return ok(shown.length === 0 ? "none" : shown.join(", "));
}
