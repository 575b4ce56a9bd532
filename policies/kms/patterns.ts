/** Whether a value fits a pattern with `*` and `?`, as IAM reads it. */
export function fits(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(value);
}

/** Whether an ARN fits a pattern part by part: a `*` of IAM's ARN operators does not reach over a colon, but for the last part. */
export function fitsArn(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const [wanted, given] = [arnParts(pattern), arnParts(arn)];
  return wanted.length === given.length && wanted.every((part, index) => fits(part, given[index] ?? ""));
}

/**
 * Whether an ARN pattern says enough: partition, service, region and account without wildcards, and a resource that is more than
 * "all of its kind".
 *
 * @param anyResource the account is narrow enough, as for log groups, whose ARNs AWS itself writes so
 */
export function isNarrowArn(pattern: string, anyResource = false): boolean {
  const parts = arnParts(pattern);
  const [resource = ""] = parts.slice(5);
  if (parts.length < 6 || parts[0] !== "arn" || parts.slice(0, 5).some((part) => /[*?]/.test(part))) return false;
  const account = /^\d{12}$/.test(parts[4] ?? "") || parts[2] === "s3";
  return account && (anyResource || !/^([\w-]+[:/])?[*?]+$/.test(resource));
}

/** Account in an ARN; undefined for those without, such as a bucket's. */
export function accountIn(arn: string): string | undefined {
  return arnParts(arn)[4] || undefined;
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
