// Source: AWS General Reference, "Amazon SES endpoints and quotas", DKIM domains.

const SHARED = "dkim.amazonses.com";

/** Regions that publish DKIM keys under the domain that most regions share. */
const shared: ReadonlySet<string> = new Set([
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-west-1", "ca-central-1", "sa-east-1"],
  ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "me-south-1"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
]);

/** Regions with a DKIM domain of their own, named after them. */
const own: ReadonlySet<string> = new Set([
  ...["af-south-1", "ap-northeast-3", "ap-south-2", "ap-southeast-3", "ap-southeast-5", "ca-west-1"],
  ...["eu-central-2", "eu-south-1", "il-central-1", "me-central-1", "us-gov-east-1"],
]);

/** A DNS record for the sender's domain. */
export interface DnsRecord {
  readonly name: string;
  readonly type: "CNAME";
  readonly value: string;
}

/**
 * Domain under which SES publishes the DKIM keys of a region's identities; undefined for a region that is not in the table. There SES
 * returns it as `DkimAttributes.SigningHostedZone` of GetEmailIdentity.
 */
export function dkimDomain(region: string): string | undefined {
  if (shared.has(region)) return SHARED;
  return own.has(region) ? SHARED.replace(".", `.${region}.`) : undefined;
}

/**
 * The DNS records with which SES signs a domain's email (Easy DKIM).
 *
 * @param tokens DKIM tokens of the identity; an identity that is an email address has none
 * @returns empty when the region's DKIM domain is not known
 */
export function dkimRecords(domain: string, tokens: readonly string[], region: string): DnsRecord[] {
  const target = dkimDomain(region);
  if (target === undefined) return [];
  return tokens.map((token) => ({ name: `${token}._domainkey.${domain}`, type: "CNAME", value: `${token}.${target}` }));
}
