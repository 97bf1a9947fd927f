/** The version of Pulumi that is fetched or built where the machine has none. */
export const ENGINE_VERSION = "3.259.0";

/** The oldest version on PATH that is good enough: `pulumi import --file` takes dynamic resources since then. */
export const OLDEST_VERSION = "3.255.0";

interface Version {
  numbers: [number, number, number];
  prerelease: boolean;
}

/** The first version in `text`, be it `v3.259.0`, `go1.26` or a whole line. */
function parse(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?(-[0-9A-Za-z])?/.exec(text);
  if (!match) return undefined;
  return { numbers: [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)], prerelease: match[4] !== undefined };
}

/** Whether the version in `text` is `oldest` or newer. A pre-release comes before its release; no version is too old. */
export function isAtLeast(text: string, oldest: string): boolean {
  const [have, need] = [parse(text), parse(oldest)];
  if (!have || !need) return false;
  for (const i of [0, 1, 2] as const) {
    if (have.numbers[i] !== need.numbers[i]) return have.numbers[i] > need.numbers[i];
  }
  return !have.prerelease || need.prerelease;
}

/** Why the Pulumi that calls itself `text` cannot be used, or undefined when it can. */
export function versionProblem(text: string): string | undefined {
  const version = parse(text);
  if (!version) return `it does not tell its version (${JSON.stringify(text.slice(0, 80))})`;
  if (version.numbers[0] !== 3) return `it is ${text}, and only Pulumi 3 is supported`;
  return isAtLeast(text, OLDEST_VERSION) ? undefined : `it is ${text}, older than ${OLDEST_VERSION}`;
}
