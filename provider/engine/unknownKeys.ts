import { nearest } from "../nearest";
import { type SettingProblem, SOURCES } from "./settings";
import { typed } from "./typed";

const NAMESPACE = "yandex360:";

/** The names of the settings, without the namespace. */
export const SETTING_NAMES: readonly string[] = Object.values(SOURCES).map(({ key }) => key.slice(NAMESPACE.length));

/** What the organization example keeps there, whatever the project is called. */
const OF_PROGRAMS = ["organization"];

/**
 * Names that look like settings and are none. The config of a project that is called `yandex360` has the same namespace, so
 * there a name is refused only where it is near a setting's.
 *
 * @param names - what is configured in the namespace `yandex360`.
 * @param project - the name of the project whose stack is configured.
 */
export function unknownKeys(names: readonly string[], project: string | undefined): SettingProblem[] {
  return names
    .filter((name) => !SETTING_NAMES.includes(name) && !OF_PROGRAMS.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, SETTING_NAMES);
      if (meant === undefined && `${project}:` === NAMESPACE) {
        return [];
      }
      const key = NAMESPACE + name;
      const advice = adviceOn(meant && NAMESPACE + meant);
      return [{ key, reason: `${typed(key)} in the stack's config is not a setting of this package: ${advice}` }];
    });
}

/** Arguments of a provider in a program that are no settings. */
export function unknownArguments(names: readonly string[]): SettingProblem[] {
  return names
    .filter((name) => !SETTING_NAMES.includes(name))
    .map((name) => ({
      key: NAMESPACE + name,
      reason: `${typed(name)} is not a setting of this provider: ${adviceOn(nearest(name, SETTING_NAMES))}`,
    }));
}

function adviceOn(meant: string | undefined): string {
  return meant === undefined ? `there are ${SETTING_NAMES.join(", ")}` : `did you mean \`${meant}\`?`;
}
