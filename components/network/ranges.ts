/** Longest and shortest prefix of a network's range: room for a /24 in each of eight zones, and the largest that a VPC can have. */
export const PREFIXES = { min: 16, max: 21 } as const;

/** Range of a network that says none of its own. */
export const DEFAULT_RANGE = "10.0.0.0/16";

/** Most zones that a network can have: as many as AWS has in a region. */
export const MOST_ZONES = 6;

const pattern = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** Private ranges of RFC 1918, of which a VPC's should be one (VPC user guide, "VPC CIDR blocks"). */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].flatMap((range) => parse(range) ?? []);

interface Range {
  /** First address, as a number. */
  readonly first: number;
  readonly prefix: number;
}

/** Whether a network can have this range: a private one, from its first address on, of an allowed size. */
export function isNetworkRange(text: string): boolean {
  const range = parse(text);
  if (range === undefined || range.prefix < PREFIXES.min || range.prefix > PREFIXES.max) return false;
  return privateRanges.some(({ first, prefix }) => startOf(range.first, prefix) === first);
}

/**
 * Ranges of a network's subnets, one for each zone: /24s one after another. So a zone that is added at the end changes nothing of the others.
 *
 * @param network a range that `isNetworkRange` accepts
 */
export function subnetRanges(network: string, zones: number): string[] {
  const range = parse(network);
  if (range === undefined) throw new RangeError(`'${network}' is no range of addresses`);
  return Array.from({ length: zones }, (_, zone) => `${addressOf(range.first + zone * 256)}/24`);
}

/** A range, unless it is none or does not begin with its first address. */
function parse(text: string): Range | undefined {
  const parts = pattern.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [prefix = 0] = parts.splice(4);
  if (prefix > 32 || parts.some((part) => part > 255)) return undefined;
  const first = parts.reduce((sum, part) => sum * 256 + part, 0);
  return startOf(first, prefix) === first ? { first, prefix } : undefined;
}

/** First address of the range of this size that an address is in. */
function startOf(address: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

function addressOf(first: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".");
}
