const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether the address is on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}

/**
 * The proxy's address from a text in which the scheme may be left out; `undefined` where it cannot be used.
 * User and password are part of it, so it must not get into a message.
 */
export function parseProxy(text: string): string | undefined {
  const whole = text.includes("://") ? text : `http://${text}`;
  const badEscape = /%(?![\da-f]{2})/i.test(whole);
  return URL.canParse(whole) && /^https?:/i.test(whole) && !badEscape ? whole : undefined;
}

/**
 * Whether requests to this address go past the proxy: on this machine always, else where `noProxy` says so, a list of hosts
 * with their subdomains, each with a port or without, or `*`.
 */
export function isDirect(url: URL, noProxy: string): boolean {
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return (
    isLoopback(url) ||
    noProxy
      .toLowerCase()
      .split(/[\s,]+/)
      .some((entry) => covers(entry, url.hostname, port))
  );
}

function covers(entry: string, hostname: string, port: string): boolean {
  const [, host = "", only = port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  return entry === "*" || (host !== "" && only === port && (hostname === host || hostname.endsWith(`.${host}`)));
}
