/** The provider's own configuration: from the stack's config for the default provider, from its arguments for an explicit one. */
import { isUnknown } from "../../engine/check";
import { readSettings, type SettingProblem } from "../../engine/settings";
import { SETTING_NAMES, unknownKeys } from "../../engine/unknownKeys";
import { type Properties, secret } from "./wire";

/** Looks a full key, such as `yandex360:token`, up. */
export type Config = (key: string) => string | undefined;

/** What the engine itself keeps among a provider's inputs. */
const OF_ENGINE = ["version", "pluginDownloadURL", "pluginChecksums", "__internal"];

/** The configuration as the engine keeps it: the token is a secret whatever it came as. */
export function keptConfig(given: Properties): Properties {
  const { token } = given;
  return token === undefined || isUnknown(token) ? given : { ...given, token: secret(token) };
}

/** The configuration by the keys that settings have in a stack's config. What is not known yet is absent. */
export function configOf(given: Properties): Config {
  return (key) => {
    const value = given[key.slice("yandex360:".length)];
    return value === undefined || value === null || isUnknown(value) ? undefined : textOf(value);
  };
}

/**
 * What is wrong with a configuration, by its keys.
 *
 * @param project - the project whose stack config it may come from; absent for an explicit provider.
 */
export function problemsOf(given: Properties, project: string | undefined): SettingProblem[] {
  const names = Object.keys(given).filter((name) => !OF_ENGINE.includes(name));
  return [...readSettings(configOf(given)).problems, ...unknownKeys(names, project)];
}

/** The settings that differ. */
export function settingsThatDiffer(before: Properties, after: Properties): string[] {
  const [old, now] = [configOf(before), configOf(after)];
  return SETTING_NAMES.filter(
    (name) => old(`yandex360:${name}`) !== now(`yandex360:${name}`) || isUnknown(after[name]),
  );
}

/** SDKs pass settings that are no text as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
