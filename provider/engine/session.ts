import { Yandex360Error } from "../api/errors";
import type { ApiOptions } from "../api/options";
import type { Context } from "../service/context";
import { createContext } from "../service/context";
import { Holdings } from "../service/holdings";
import type { Log } from "../service/log";
import { howToSet, readSettings, type SettingProblem } from "./settings";

/** How a host shows messages beside a resource. */
export interface Messages extends Log {
  /** Resolves when everything said so far is shown: after an operation, the engine may end the host. */
  shown(): Promise<void>;
}

/** What all resources of a process share: the settings, and what is made from them once, such as the limiter and the caches. */
export class Session {
  /** What the program of this run holds. */
  readonly holdings = new Holdings();
  private settings: ReturnType<typeof readSettings> = {
    settings: undefined,
    problems: [{ key: "yandex360", reason: "the provider was used before it was configured (please report this)" }],
  };
  private unknownKeys: SettingProblem[] = [];
  private made: Context | undefined;

  /**
   * @param cancelled - aborted when the user wants the command to end.
   * @param reading - of a command that only reads. Default: changes may be sent.
   */
  constructor(
    readonly messages: Messages,
    private readonly cancelled: AbortSignal,
    private readonly reading: Pick<ApiOptions, "readOnly" | "journal"> = {},
  ) {}

  /**
   * Takes the stack's config. What is held stays held.
   *
   * @param config - looks a full key, such as `yandex360:token`, up.
   * @param unknownKeys - keys of the config that are no settings. The program's config is what they are in: a refresh has
   * no use for that, so only check says what is wrong with them.
   */
  configure(config: (key: string) => string | undefined, unknownKeys: SettingProblem[]): void {
    const fresh = readSettings(config);
    this.unknownKeys = unknownKeys;
    if (JSON.stringify(fresh) !== JSON.stringify(this.settings)) {
      this.settings = fresh;
      this.made = undefined;
    }
  }

  /** What is wrong with the stack's config and the environment. */
  get problems(): SettingProblem[] {
    return [...this.settings.problems, ...this.unknownKeys];
  }

  /** The organization of resources that name none. */
  get orgId(): string | undefined {
    return this.settings.settings?.orgId;
  }

  /** Whether a preview may ask for what only its messages need. */
  get previewLooks(): boolean {
    return this.settings.settings?.previewLooks ?? false;
  }

  /**
   * What a lifecycle works with.
   *
   * @throws Yandex360Error where a setting cannot be used, or there is no token.
   */
  context(): Context {
    const { settings, problems } = this.settings;
    if (settings === undefined) {
      throw new Yandex360Error(problems.map(({ reason }) => reason).join("; "));
    }
    const { token } = settings;
    if (token === undefined) {
      throw new Yandex360Error(`no token is set: ${howToSet("token")}`);
    }
    const { holdings, cancelled, messages: log } = this;
    this.made ??= createContext({ ...settings, ...this.reading, token }, { holdings, cancelled, log });
    return this.made;
  }
}
