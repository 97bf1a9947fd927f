import type { SettingProblem, Settings } from "../../provider/engine/settings";
import { readSettings } from "../../provider/engine/settings";
import { type Config, configOf, type SessionFlags, UnreadableConfig } from "../common/session";
import { ServiceReads } from "./serviceReads";

/** What is examined: the settings, and the service by them. */
export interface Setup {
  flags: SessionFlags;
  /** What the stack's config has; nothing where it cannot be read. */
  config: Config;
  /** Why the stack's config cannot be read. */
  configProblem?: UnreadableConfig | undefined;
  /** Absent where one of them cannot be used. */
  settings?: Settings | undefined;
  settingProblems: readonly SettingProblem[];
  /** Absent where a setting is missing that it needs. */
  service?: ServiceReads | undefined;
}

/** @param say - told when a request is retried for long. */
export async function readSetup(
  flags: SessionFlags,
  cancelled: AbortSignal,
  say: (message: string) => void,
): Promise<Setup> {
  return setupOf(flags, await readConfig(flags), cancelled, say);
}

/** As readSetup, where the stack's config has been read. */
export function setupOf(
  flags: SessionFlags,
  { config, configProblem }: Pick<Setup, "config" | "configProblem">,
  cancelled: AbortSignal,
  say: (message: string) => void,
): Setup {
  const { settings, problems } = readSettings(config);
  const { orgId, token } = settings ?? {};
  const service =
    configProblem === undefined && settings !== undefined && orgId !== undefined && token !== undefined
      ? new ServiceReads({ ...settings, orgId, token }, cancelled, say)
      : undefined;
  return { flags, config, configProblem, settings, settingProblems: problems, service };
}

async function readConfig(flags: SessionFlags): Promise<Pick<Setup, "config" | "configProblem">> {
  try {
    return { config: await configOf(flags) };
  } catch (error) {
    if (!(error instanceof UnreadableConfig)) throw error;
    return { config: () => undefined, configProblem: error };
  }
}
