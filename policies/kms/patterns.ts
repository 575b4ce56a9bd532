import { parseArn } from "../../aws/arn";
import { hasWildcard } from "../../aws/iam/pattern";
import { isUnnamedSource } from "../../aws/service-principals";

/**
 * Whether an ARN pattern is narrow enough: no wildcards in partition, service, region and account, and a resource that is more than a
 * wildcard for all of its type, unless AWS gives those of the type no names that could be known.
 *
 * @param anyResource a wildcard for all resources of the account is allowed, as in AWS's own examples for log groups
 */
export function isNarrowArn(pattern: string, anyResource = false): boolean {
  const arn = parseArn(pattern);
  if (arn === undefined || [arn.partition, arn.service, arn.region, arn.account].some(hasWildcard)) return false;
  const account = /^\d{12}$/.test(arn.account) || arn.service === "s3";
  return (
    account && (anyResource || isUnnamedSource(arn.service, arn.resource) || !/^([\w-]+[:/])?[*?]+$/.test(arn.resource))
  );
}
