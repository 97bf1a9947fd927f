import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { SettingProblem } from "../../engine/settings";
import { unknownKeys } from "../../engine/unknownKeys";

/** What Pulumi's Config holds beside its methods. Where it no longer does, no key is refused. */
const whole = z.object({ rawConfig: z.record(z.string(), z.unknown()), projectName: z.string().optional() });

const NAMESPACE = "yandex360:";

/** Keys of the stack's config that look like settings and are none. */
export function unknownKeysIn(config: pulumi.dynamic.Config): SettingProblem[] {
  const { data } = whole.safeParse(config);
  const names = Object.keys(data?.rawConfig ?? {})
    .filter((key) => key.startsWith(NAMESPACE))
    .map((key) => key.slice(NAMESPACE.length));
  return unknownKeys(names, data?.projectName);
}
