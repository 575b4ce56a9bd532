// Addresses that are not on the public internet. A webhook URL that points to one would make a function call its own surroundings, such as
// the cloud's metadata service, which returns credentials to any caller. https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry
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

/** IPv6 on the internet is 2000::/3; these parts of it are not on the internet, or contain an IPv4 address. */
const ipv6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const special = new BlockList();
for (const [address, prefix] of ipv4) special.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of ipv6) special.addSubnet(address, prefix, "ipv6");

/** Global unicast, and IPv4 addresses inside IPv6, which a `BlockList` checks as IPv4. */
const onTheInternet = new BlockList();
onTheInternet.addSubnet("2000::", 3, "ipv6");
onTheInternet.addSubnet("::ffff:0:0", 96, "ipv6");

/** Whether an IP address is not on the public internet; true for a string that is not an address. */
export function isPrivateAddress(address: string): boolean {
  const [bare = "", zone] = address.split("%");
  const family = isIP(bare);
  // A zone belongs to a link of this machine.
  if (family === 0 || zone !== undefined) return true;
  if (family === 4) return special.check(bare, "ipv4");
  return special.check(bare, "ipv6") || !onTheInternet.check(bare, "ipv6");
}

/** Names that lead to this machine or a private network by convention. https://www.rfc-editor.org/rfc/rfc6761, RFC 6762, RFC 8375 */
const privateNames = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i;

/**
 * Whether the host of a URL is a private address. What a name resolves to is checked when a connection is made.
 *
 * @param hostname as in `URL.hostname`, which has one form for all spellings of an IPv4 address
 */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) === 0 ? privateNames.test(bare) || !bare.includes(".") : isPrivateAddress(bare);
}
