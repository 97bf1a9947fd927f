import { z } from "zod";
import { isDirect, isLoopback, parseProxy } from "../api/proxy";
import { isOpen, typed } from "./typed";

/** A setting: it comes from the stack's config, or else from the environment. */
interface Source {
  /** The key of the stack's config. */
  key: string;
  /** The environment variable. */
  variable: string;
  /** Its type, for programs in typed languages. */
  type: "string" | "integer" | "boolean";
  /** A sentence of Markdown. */
  description: string;
}

/** The package's settings. Times are in seconds. */
export interface Settings {
  /** The organization of resources that name none. */
  orgId?: string | undefined;
  /** The OAuth token. */
  token?: string | undefined;
  /** The service's address, without a slash at its end. Default: https://api360.yandex.net. */
  apiUrl: string;
  /**
   * The address of the service's other host, cloud-api, where the directory is; without a slash at its end. Default:
   * https://cloud-api.yandex.net, or `apiUrl` where that is given, so that a token for one service goes to no other.
   */
  directoryUrl: string;
  /** How long one request may take. Default: 30. */
  requestTimeout: number;
  /** How long an access task may take. Default: 300. */
  taskTimeout: number;
  /** How many requests may be under way at once. Default: 16. */
  maxConcurrency: number;
  /**
   * Whether a shared mailbox that has the address already is taken over without `adopt` where its name and description are
   * the declared ones: `same`, to go on after an interrupted `pulumi up`, or `never`. Default: never.
   */
  adopt: "never" | "same";
  /** Whether a preview looks at what exists already of resources that are new. Default: true. */
  previewLooks: boolean;
  /** The proxy to the service, with its user and password, from HTTPS_PROXY and NO_PROXY; absent where there is none. */
  proxy?: string | undefined;
  /** The proxy to cloud-api, likewise. */
  directoryProxy?: string | undefined;
}

/** A setting that cannot be used. */
export interface SettingProblem {
  /** Such as `yandex360:apiUrl`. */
  key: string;
  /** What is wrong and what to do, on one line, with the value where it cannot be a secret. */
  reason: string;
}

const seconds = (most: number) =>
  z.coerce
    .number("has to be a number of seconds")
    .int("has to be whole seconds")
    .min(1, "has to be 1 or more")
    .max(most, `has to be at most ${most}`);

/** Where the API is, unless a setting says otherwise. */
export const API_URL = "https://api360.yandex.net";
const DIRECTORY_URL = "https://cloud-api.yandex.net";

const SCHEMAS = {
  orgId: z.string().regex(/^[1-9]\d{0,19}$/, "has to be the organization's decimal id"),
  token: z.string().regex(/^[\x21-\x7e]{1,4096}$/, "has to be printable ASCII without spaces or line breaks"),
  apiUrl: z.string().transform(toBaseUrl).default(API_URL),
  directoryUrl: z.string().transform(toBaseUrl).optional(),
  requestTimeout: seconds(600).default(30),
  taskTimeout: seconds(86_400).default(300),
  maxConcurrency: z.coerce
    .number("has to be a number")
    .int("has to be a whole number")
    .min(1, "has to be 1 or more")
    .max(256, "has to be at most 256")
    .default(16),
  adopt: z.enum(["never", "same"], "has to be never or same").default("never"),
  previewLooks: z
    .enum(["true", "false"], "has to be true or false")
    .default("true")
    .transform((text) => text === "true"),
};

type Name = keyof typeof SCHEMAS;

/** The settings by name: where each is looked for, and what it is. */
export const SOURCES: Record<Name, Source> = {
  orgId: {
    key: "yandex360:orgId",
    variable: "YANDEX360_ORG_ID",
    type: "string",
    description: "The organization of resources that name none: its decimal id.",
  },
  token: {
    key: "yandex360:token",
    variable: "YANDEX360_TOKEN",
    type: "string",
    description: "The OAuth token. Nothing prints it, and state has it encrypted, if at all.",
  },
  apiUrl: {
    key: "yandex360:apiUrl",
    variable: "YANDEX360_API_URL",
    type: "string",
    description: "The service's address. Default: `https://api360.yandex.net`.",
  },
  directoryUrl: {
    key: "yandex360:directoryUrl",
    variable: "YANDEX360_DIRECTORY_URL",
    type: "string",
    description:
      "The address of the service's other host, where the directory is. Default: `https://cloud-api.yandex.net`, or `apiUrl` " +
      "where that is given.",
  },
  requestTimeout: {
    key: "yandex360:requestTimeout",
    variable: "YANDEX360_REQUEST_TIMEOUT",
    type: "integer",
    description: "How many seconds one request may take. Default: 30.",
  },
  taskTimeout: {
    key: "yandex360:taskTimeout",
    variable: "YANDEX360_TASK_TIMEOUT",
    type: "integer",
    description: "How many seconds a task of the service may take. Default: 300.",
  },
  maxConcurrency: {
    key: "yandex360:maxConcurrency",
    variable: "YANDEX360_MAX_CONCURRENCY",
    type: "integer",
    description: "How many requests may be under way at once. Default: 16.",
  },
  adopt: {
    key: "yandex360:adopt",
    variable: "YANDEX360_ADOPT",
    type: "string",
    description:
      "`same` takes a shared mailbox over without `adopt` where its address, name and description are the declared ones, to " +
      "go on after an interrupted `pulumi up`; `never` does not. Default: `never`.",
  },
  previewLooks: {
    key: "yandex360:previewLooks",
    variable: "YANDEX360_PREVIEW_LOOKS",
    type: "boolean",
    description: "Whether a preview looks at what exists already of resources that are new. Default: true.",
  },
};

const schema = z.object({ ...SCHEMAS, orgId: SCHEMAS.orgId.optional(), token: SCHEMAS.token.optional() });

/**
 * Reads the settings from the stack's config, then from the environment. An empty value is no value.
 *
 * @param config - looks a full key, such as `yandex360:token`, up in the stack's config.
 */
export function readSettings(
  config: (key: string) => string | undefined,
): { settings: Settings; problems: [] } | { settings: undefined; problems: SettingProblem[] } {
  const values: Partial<Record<Name, string>> = {};
  const origins: Partial<Record<string, string>> = {};
  for (const name of Object.keys(SOURCES) as Name[]) {
    const { value, variable } = givenAs(name, config);
    if (value) {
      values[name] = value;
      const from = variable ? ` (from ${variable})` : "";
      origins[name] = SOURCES[name].key + from + (isOpen(name, value) ? ` ${typed(value)}` : "");
    }
  }
  const parsed = schema.safeParse(values);
  if (parsed.success) {
    const { apiUrl, directoryUrl = apiUrl === API_URL ? DIRECTORY_URL : apiUrl } = parsed.data;
    if (isLoopback(new URL(apiUrl)) && !isLoopback(new URL(directoryUrl))) {
      const reason = `${origins.directoryUrl} has to be on this machine, as yandex360:apiUrl is: leave it out, and it is the same`;
      return { settings: undefined, problems: [{ key: SOURCES.directoryUrl.key, reason }] };
    }
    const [proxy, directoryProxy] = [apiUrl, directoryUrl].map((url) => proxyTo(new URL(url)));
    return proxy === UNUSABLE || directoryProxy === UNUSABLE
      ? { settings: undefined, problems: [UNUSABLE_PROXY] }
      : {
          settings: {
            ...parsed.data,
            directoryUrl,
            ...(proxy && { proxy }),
            ...(directoryProxy && { directoryProxy }),
          },
          problems: [],
        };
  }
  const problems = parsed.error.issues.map(({ path, message }) => ({
    key: SOURCES[path[0] as Name].key,
    reason: `${origins[String(path[0])]} ${message}`,
  }));
  return { settings: undefined, problems };
}

/** A setting as it is given; `variable` where the stack's config does not have it. */
export function givenAs(name: Name, config: (key: string) => string | undefined) {
  const value = config(SOURCES[name].key);
  const { variable } = SOURCES[name];
  return value ? { value } : { value: process.env[variable] || undefined, variable };
}

const UNUSABLE_PROXY: SettingProblem = {
  key: "HTTPS_PROXY",
  reason: "HTTPS_PROXY has to be an http or https URL such as http://proxy.example.org:3128",
};

const UNUSABLE = Symbol("a proxy that cannot be used");

/** The proxy to an address, if there is one. As most programs read the variables: the lower-case ones first. */
function proxyTo(url: URL): string | typeof UNUSABLE | undefined {
  const { https_proxy, HTTPS_PROXY, no_proxy, NO_PROXY } = process.env;
  const given = https_proxy || HTTPS_PROXY;
  if (!given || isDirect(url, no_proxy || NO_PROXY || "")) {
    return undefined;
  }
  return parseProxy(given) ?? UNUSABLE;
}

/** What to do about a setting that is missing. */
export function howToSet(name: "orgId" | "token"): string {
  const { key, variable } = SOURCES[name];
  const secret = name === "token" ? "--secret " : "";
  return `set it with \`pulumi config set ${secret}${key} <${name === "token" ? "token" : "id"}>\` or in ${variable}`;
}

/** https, or http on loopback only, since the token goes with every request. */
function toBaseUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const loopback = url !== undefined && isLoopback(url);
  const refuse = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  if (url === undefined) {
    return refuse("has to be a URL such as https://api360.yandex.net");
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    return refuse("has to be an https URL (http only on this machine)");
  }
  if (url.username !== "" || url.password !== "" || /[?#]/.test(text)) {
    return refuse("has to be a plain URL, without user, query or fragment");
  }
  return url.href.replace(/\/+$/, "");
}
