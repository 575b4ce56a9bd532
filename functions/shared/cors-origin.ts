import { isLoopbackHost } from "./loopback";

/**
 * Whether a string is exactly what a browser sends in `Origin`: lower case, no default port, no path (Fetch standard; RFC 6454, 6.1); any
 * other value would never match. Https, or http on a loopback host; `*` for all. A star within an origin is rejected: browsers do not
 * expand it.
 */
export function isCorsOrigin(text: string): boolean {
  if (text === "*") return true;
  if (text.includes("*") || !URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname)));
}
