// Source: AWS General Reference, "Amazon SES endpoints and quotas", DKIM domains.

const SHARED = "dkim.amazonses.com";

/** Regions whose DKIM keys are published under the domain that most share. */
const shared: ReadonlySet<string> = new Set([
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-west-1", "ca-central-1", "sa-east-1"],
  ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "me-south-1"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
]);

/** Regions that have a domain of their own, named after them. */
const own: ReadonlySet<string> = new Set([
  ...["af-south-1", "ap-northeast-3", "ap-south-2", "ap-southeast-3", "ap-southeast-5", "ca-west-1"],
  ...["eu-central-2", "eu-south-1", "il-central-1", "me-central-1", "us-gov-east-1"],
]);

/** A record to publish in the DNS of the sender's domain. */
export interface DnsRecord {
  readonly name: string;
  readonly type: "CNAME";
  readonly value: string;
}

/**
 * Domain under which SES publishes the DKIM keys of a region's identities; undefined for a region that the table does not have: there
 * SES itself says it, as `DkimAttributes.SigningHostedZone` of GetEmailIdentity.
 */
export function dkimDomain(region: string): string | undefined {
  if (shared.has(region)) return SHARED;
  return own.has(region) ? SHARED.replace(".", `.${region}.`) : undefined;
}

/**
 * The records that make SES sign a domain's email (Easy DKIM).
 *
 * @param tokens of the identity; none for an address
 * @returns none where the region's domain is not known
 */
export function dkimRecords(domain: string, tokens: readonly string[], region: string): DnsRecord[] {
  const target = dkimDomain(region);
  if (target === undefined) return [];
  return tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, type: "CNAME", value: `${token}.${target}` }));
}
