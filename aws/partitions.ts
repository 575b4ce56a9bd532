// Partitions of AWS: what AWS's own data says about them, so that a new region or partition needs no change here.
import { partition } from "@aws-sdk/core/client";

/** What a region's partition is called, and how its hosts end. */
export interface Partition {
  /** The second part of every ARN: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`, ... */
  readonly name: string;
  /** Ending of the partition's service hosts, such as `amazonaws.com`. */
  readonly dnsSuffix: string;
}

/**
 * The partition of a region, by the data that AWS's SDKs carry: the region's name if it is listed, else its form.
 * A region of no known form counts to `aws`, as in the SDKs.
 *
 * Source: Smithy's reference "AWS rules engine library functions", `aws.partition`.
 */
export function partitionOf(region: string): Partition {
  const { name, dnsSuffix } = partition(region);
  return { name, dnsSuffix };
}

/**
 * A service's host in a region, such as `sqs.eu-central-1.amazonaws.com`. KMS compares `kms:ViaService` with it, and CloudWatch Logs goes
 * by it as a principal.
 *
 * Sources: KMS's guide on `kms:ViaService`; AWS CDK's `region-info`, which makes the principal of `logs` so in every partition.
 */
export function regionalHost(service: string, region: string): string {
  return `${service}.${region}.${partitionOf(region).dnsSuffix}`;
}

/**
 * Whether a text has the form of a region's name, known or not: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`, `us-isob-east-1`.
 */
export function isRegionForm(text: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
}

/**
 * Whether a text is the principal of a service: `sns.amazonaws.com` in every partition; with a region, or by older services in China, the
 * host of the partition: `logs.eusc-de-east-1.amazonaws.eu`, `ec2.amazonaws.com.cn`.
 *
 * Source: IAM's guide on AWS service principals; AWS CDK's `region-info`.
 */
export function isServicePrincipal(text: string): boolean {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) return true;
  const [service = "", region = "", ...suffix] = text.split(".");
  return /^[a-z0-9-]+$/.test(service) && isRegionForm(region) && suffix.join(".") === partitionOf(region).dnsSuffix;
}
