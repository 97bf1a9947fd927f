import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import { goBuild } from "./goBuild";
import { onPath } from "./inspect";
import { npmWrapper } from "./npmWrapper";
import { type Progress, withProgress } from "./progress";
import { OLDEST_VERSION } from "./version";
import type { Attempt, Engine, Way } from "./way";

export type { Engine } from "./way";

/**
 * Has Pulumi's engine ready: the one on PATH, else the one that an earlier call has fetched or built, else the release that
 * the npm package `pulumi` downloads, else a build from Go modules. What takes time is shown on stderr.
 *
 * @throws Error that names every way and why it failed.
 */
export function ensureEngine(): Promise<Engine> {
  return withProgress((progress) => firstEngine([onPath(), npmWrapper(), goBuild()], progress));
}

/** The first engine that is ready, else the first that can be obtained. */
export async function firstEngine(ways: Way[], progress: Progress): Promise<Engine> {
  const reasons = new Map<Way, string>();
  for (const way of ways) {
    const attempt = await settled(way.ready());
    if ("engine" in attempt) return attempt.engine;
    reasons.set(way, attempt.reason);
  }
  for (const way of ways) {
    if (!way.obtain) continue;
    const attempt = await settled(way.obtain(progress));
    if ("engine" in attempt) return attempt.engine;
    reasons.set(way, attempt.reason);
    progress.stage(`${way.title}: ${attempt.reason}`);
  }
  const list = ways.map((way) => `  ${way.title}: ${reasons.get(way)}`).join("\n");
  throw new Error(
    `Pulumi's engine is not here and could not be had:\n${list}\n` +
      `Install Pulumi ${OLDEST_VERSION} or newer (https://www.pulumi.com/docs/install), or Go, and try again.`,
  );
}

/** A way that throws, as where the disk is full, has failed like any other. */
function settled(attempt: Promise<Attempt>): Promise<Attempt> {
  return attempt.catch((error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }));
}

/** Where a stack on disk lives. */
export interface StackOnDisk {
  /** What `ensureEngine` gave. */
  binDir: string;
  /** The folder of the state. It must exist. */
  backendDir: string;
  /** The engine's own folder (PULUMI_HOME), made when it is not there. */
  home: string;
  /** What the secrets of the stack are encrypted with. */
  passphrase?: string;
}

/**
 * The whole environment of an engine that works on a stack on disk and reaches no network of its own: `env` with this engine
 * first on PATH, and without the settings of another Pulumi or of this provider, which would lead to a real organization.
 */
export function engineEnvironment(stack: StackOnDisk, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^(PULUMI|YANDEX360)_/.test(name));
  return {
    ...Object.fromEntries(others),
    PATH: [stack.binDir, env.PATH].filter(Boolean).join(delimiter),
    PULUMI_BACKEND_URL: `${pathToFileURL(stack.backendDir)}`,
    PULUMI_CONFIG_PASSPHRASE: stack.passphrase ?? "a stack on disk",
    PULUMI_HOME: stack.home,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
