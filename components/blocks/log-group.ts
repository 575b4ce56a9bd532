import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { holdsData } from "./created-first";
import type { SharedArgs } from "./shared-args";

/** A log group with the stack's key and retention. AWS creates one without both where a service writes before it is there. */
export function encryptedLogGroup(
  name: LogicalName,
  groupName: pulumi.Input<string>,
  { stack, key }: Pick<SharedArgs, "stack" | "key">,
  parent: pulumi.Resource,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    { name: groupName, kmsKeyId: key.arn, retentionInDays: stack.config.logRetentionDays, tags: stack.tags },
    { parent, ...holdsData(stack) },
  );
}
