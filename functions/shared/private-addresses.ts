// Addresses that nothing on the internet has: a secret address that points there would make a function call what stands beside it, such as
// the credentials that a cloud's metadata service gives to whoever asks.
// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry
import { BlockList, isIP } from "node:net";

const ipv4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

const ipv6: readonly (readonly [string, number])[] = [
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
];

const list = new BlockList();
for (const [address, prefix] of ipv4) list.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of ipv6) list.addSubnet(address, prefix, "ipv6");

/** Whether an IP address is none of the public internet's. IPv4 in IPv6's clothes counts as what it is. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPrivateAddress(mapped);
  const family = isIP(address);
  if (family === 0) return true;
  // Every other form of an embedded IPv4 address lies in a range of the list, or in ::ffff:0:0/96.
  return list.check(address, family === 4 ? "ipv4" : "ipv6") || /^::ffff:/i.test(address);
}

/** Names that lead to this machine or a private network by convention. https://www.rfc-editor.org/rfc/rfc6761, RFC 6762, RFC 8375 */
const privateNames = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i;

/**
 * Whether the host of a URL is written as a private one. What a name resolves to is known when a connection is made only.
 *
 * @param hostname as `URL.hostname` gives it: every way of writing an IPv4 address is in one form there
 */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? privateNames.test(bare) || !bare.includes(".") : isPrivateAddress(bare);
}
