import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type SettingProblem, SOURCES } from "../../engine/settings";
import { typed } from "../../engine/typed";
import { nearest } from "../../nearest";

/** What Pulumi's Config holds beside its methods. Where it no longer does, no key is refused. */
const whole = z.object({ rawConfig: z.record(z.string(), z.unknown()), projectName: z.string().optional() });

const NAMESPACE = "yandex360:";
const SETTINGS = Object.values(SOURCES).map(({ key }) => key.slice(NAMESPACE.length));

/** What the organization example keeps there, whatever the project is called. */
const OF_PROGRAMS = ["organization"];

/**
 * Keys of the stack's config that look like settings and are none. The config of a project that is called `yandex360` has
 * the same namespace, so there a key is refused only where it is near a setting's.
 */
export function unknownKeys(config: pulumi.dynamic.Config): SettingProblem[] {
  const { data } = whole.safeParse(config);
  const names = Object.keys(data?.rawConfig ?? {})
    .filter((key) => key.startsWith(NAMESPACE))
    .map((key) => key.slice(NAMESPACE.length));
  return names
    .filter((name) => !SETTINGS.includes(name) && !OF_PROGRAMS.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, SETTINGS);
      if (meant === undefined && `${data?.projectName}:` === NAMESPACE) {
        return [];
      }
      const advice =
        meant === undefined ? `there are ${SETTINGS.join(", ")}` : `did you mean \`${NAMESPACE}${meant}\`?`;
      const key = NAMESPACE + name;
      return [{ key, reason: `${typed(key)} in the stack's config is not a setting of this package: ${advice}` }];
    });
}
