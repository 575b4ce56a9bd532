import * as pulumi from "@pulumi/pulumi";
import type { Config } from "./config/schema";
import { type LogicalName, type NameKind, physicalName } from "./naming";
import * as aws from "./pulumi-aws";
import { type Tags, tagsFor } from "./tags";

/** Where and with which settings the program is deployed. Region, account and partition are asked, never written down. */
export interface StackContext {
  readonly config: Config;
  readonly tags: Tags;
  readonly region: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  /** `aws`, `aws-cn`, `aws-us-gov`: the second part of every ARN. */
  readonly partition: pulumi.Output<string>;
  /** Ending of the partition's service hosts, such as `amazonaws.com`. */
  readonly dnsSuffix: pulumi.Output<string>;
}

/** Asks AWS where the program is deployed. */
export function createStackContext(config: Config): StackContext {
  const partition = aws.getPartitionOutput();
  return {
    config,
    tags: tagsFor(config.environmentSuffix),
    region: aws.getRegionOutput().region,
    accountId: aws.getCallerIdentityOutput().accountId,
    partition: partition.partition,
    dnsSuffix: partition.dnsSuffix,
  };
}

/** The physical name of a resource of this stack; see `physicalName`. */
export function physicalNameIn(stack: StackContext, kind: NameKind, logicalName: LogicalName, prefix?: string): string {
  return physicalName(kind, logicalName, stack.config.environmentSuffix, prefix);
}

/** An ARN in this stack's partition, region and account: for policies that must name what is declared later. */
export function arnOf(stack: StackContext, service: string, resource: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.interpolate`arn:${stack.partition}:${service}:${stack.region}:${stack.accountId}:${resource}`;
}

/** What bounds the role of a function of this stack, if anything: spread it into the role's arguments. */
export function boundaryIn(stack: StackContext): Pick<aws.iam.RoleArgs, "permissionsBoundary"> {
  return boundary(stack, stack.config.permissionsBoundary);
}

/** What bounds a role of this stack that an AWS service takes, if anything: spread it into the role's arguments. */
export function serviceBoundaryIn(stack: StackContext): Pick<aws.iam.RoleArgs, "permissionsBoundary"> {
  return boundary(stack, stack.config.serviceBoundary ?? stack.config.permissionsBoundary);
}

function boundary({ partition, accountId }: StackContext, policy: string | undefined) {
  return policy === undefined
    ? {}
    : { permissionsBoundary: pulumi.interpolate`arn:${partition}:iam::${accountId}:policy/${policy}` };
}

/** Alarms of this stack, by the ending of their names. */
export function alarmArns(stack: StackContext): pulumi.Output<string> {
  return arnOf(stack, "cloudwatch", `alarm:*-${stack.config.environmentSuffix}`);
}
