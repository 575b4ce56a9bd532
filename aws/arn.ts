/** The six parts of an ARN; each may hold wildcards in a policy. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for resources without a region, such as roles. */
  readonly region: string;
  /** Empty for resources without an account in their ARN, such as buckets. */
  readonly account: string;
  /** Everything after the account. */
  readonly resource: string;
}

/** The parts of an ARN; undefined for any other string, `*` included. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || partition === undefined || service === undefined) return undefined;
  if (region === undefined || account === undefined || resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

/** The account in an ARN; undefined for an ARN without one, such as a bucket's, and for any other string. */
export function accountIn(arn: string): string | undefined {
  return parseArn(arn)?.account || undefined;
}
