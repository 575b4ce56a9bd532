// Partitions of AWS, from the data in AWS's SDK, so that a new region or partition needs no change here.
import { partition } from "@aws-sdk/core/client";

/** Name and host suffix of a partition. */
export interface Partition {
  /** The second part of every ARN: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`, ... */
  readonly name: string;
  /** Suffix of the partition's service hosts, such as `amazonaws.com`. */
  readonly dnsSuffix: string;
}

/**
 * The partition of a region, from the data in AWS's SDKs: by the region's name if it is listed, else by the name's form. A region of
 * unknown form belongs to `aws`, as in the SDKs.
 *
 * Source: Smithy's reference "AWS rules engine library functions", `aws.partition`.
 */
export function partitionOf(region: string): Partition {
  const { name, dnsSuffix } = partition(region);
  return { name, dnsSuffix };
}

/**
 * A service's host in a region, such as `sqs.eu-central-1.amazonaws.com`. KMS compares `kms:ViaService` with it, and CloudWatch Logs uses
 * it as its service principal.
 *
 * Sources: KMS's guide on `kms:ViaService`; AWS CDK's `region-info`, which forms the principal of `logs` like this in every partition.
 */
export function regionalHost(service: string, region: string): string {
  return `${service}.${region}.${partitionOf(region).dnsSuffix}`;
}

/** Whether a string has the form of a region's name, listed or not: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`, `us-isob-east-1`. */
export function isRegionForm(text: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
}

/**
 * Whether a string is a service principal: `sns.amazonaws.com` in every partition; with a region, or for older services in China, the
 * partition's host: `logs.eusc-de-east-1.amazonaws.eu`, `ec2.amazonaws.com.cn`.
 *
 * Source: IAM's guide on AWS service principals; AWS CDK's `region-info`.
 */
export function isServicePrincipal(text: string): boolean {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text)) return true;
  const [service = "", region = "", ...suffix] = text.split(".");
  return /^[a-z0-9-]+$/.test(service) && isRegionForm(region) && suffix.join(".") === partitionOf(region).dnsSuffix;
}
