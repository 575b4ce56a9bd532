import { parseArn } from "../../aws/arn";
import { hasWildcard } from "../../aws/iam/pattern";

/**
 * Whether an ARN pattern says enough: partition, service, region and account without wildcards, and a resource that is more than
 * "all of its kind".
 *
 * @param anyResource the account is narrow enough, as for log groups, whose ARNs AWS itself writes so
 */
export function isNarrowArn(pattern: string, anyResource = false): boolean {
  const arn = parseArn(pattern);
  if (arn === undefined || [arn.partition, arn.service, arn.region, arn.account].some(hasWildcard)) return false;
  const account = /^\d{12}$/.test(arn.account) || arn.service === "s3";
  return account && (anyResource || !/^([\w-]+[:/])?[*?]+$/.test(arn.resource));
}
