import { isLoopbackHost } from "./loopback";

/**
 * Whether a text is what a browser sends in `Origin`, to the letter: lower case, no default port, no path (Fetch standard; RFC 6454, 6.1). Anything else
 * would be answered and match nobody. Https, or http on a loopback host; `*` for all. A star within is no origin: browsers do not expand it.
 */
export function isCorsOrigin(text: string): boolean {
  if (text === "*") return true;
  if (text.includes("*") || !URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname)));
}
