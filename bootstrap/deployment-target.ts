import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where the bootstrap is deployed. */
export interface DeploymentTarget {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Suffix of the partition's service hosts, such as `amazonaws.com`. */
  readonly dnsSuffix: string;
}

/** Queries region, account and partition from AWS. */
export function readDeploymentTarget(): pulumi.Output<DeploymentTarget> {
  const partition = aws.getPartitionOutput();
  return pulumi.output({
    partition: partition.partition,
    region: aws.getRegionOutput().region,
    accountId: aws.getCallerIdentityOutput().accountId,
    dnsSuffix: partition.dnsSuffix,
  });
}
