/** The provider's own configuration: from the stack's config for the default provider, from its arguments for an explicit one. */
import { isUnknown } from "../../engine/check";
import { readSettings } from "../../engine/settings";
import { isOpen } from "../../engine/typed";
import { SETTING_NAMES, unknownArguments, unknownKeys } from "../../engine/unknownKeys";
import { type Properties, secret } from "./wire";

/** Looks a full key, such as `yandex360:token`, up. */
export type Config = (key: string) => string | undefined;

const NAMESPACE = "yandex360:";

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
    const value = given[key.slice(NAMESPACE.length)];
    return value === undefined || value === null || isUnknown(value) ? undefined : textOf(value);
  };
}

/** What is wrong with a configuration. */
export interface ConfigProblem {
  /** The setting; empty where its value must not be printed, which the engine does beside it. */
  property: string;
  /** One line, with the setting's key. */
  reason: string;
}

/**
 * What is wrong with a configuration.
 *
 * @param project - the project whose stack config it may come from; absent for an explicit provider.
 */
export function problemsOf(given: Properties, project: string | undefined): ConfigProblem[] {
  const names = Object.keys(given).filter((name) => !OF_ENGINE.includes(name));
  const unknown = project === undefined ? unknownArguments(names) : unknownKeys(names, project);
  const config = configOf(given);
  return [...readSettings(config).problems, ...unknown].map(({ key, reason }) => {
    const name = key.slice(NAMESPACE.length);
    // Of an unknown one nobody knows whether it is a secret.
    const isShown = SETTING_NAMES.includes(name) && isOpen(name, config(key) ?? "");
    return { property: isShown ? name : "", reason };
  });
}

/** The settings that differ. */
export function settingsThatDiffer(before: Properties, after: Properties): string[] {
  const [old, now] = [configOf(before), configOf(after)];
  return SETTING_NAMES.filter((name) => old(NAMESPACE + name) !== now(NAMESPACE + name) || isUnknown(after[name]));
}

/** SDKs pass settings that are no text as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
