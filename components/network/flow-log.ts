import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { holdsData } from "../blocks/created-first";
import type { EncryptionKey } from "../blocks/encryption-key";
import { policyDocument } from "../blocks/policy";
import type { LogicalName } from "../naming";
import { arnOf, physicalNameIn, type StackContext, serviceBoundaryIn } from "../stack";

/** Who spoke with whom in a VPC, or tried to, in an encrypted log group. */
export function flowLog(
  name: LogicalName,
  { stack, key }: { readonly stack: StackContext; readonly key: EncryptionKey },
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
): aws.ec2.FlowLog {
  const group = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: physicalNameIn(stack, "logGroup", name, "/aws/vendedlogs/"),
      kmsKeyId: key.arn,
      retentionInDays: stack.config.logRetentionDays,
      tags: stack.tags,
    },
    { parent, ...holdsData(stack) },
  );
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: physicalNameIn(stack, "role", `${name}-role`),
      description: "Lets VPC flow logs write into their log group",
      assumeRolePolicy: policyDocument([
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": stack.accountId },
            ArnLike: { "aws:SourceArn": arnOf(stack, "ec2", "vpc-flow-log/*") },
          },
        },
      ]),
      ...serviceBoundaryIn(stack),
      tags: stack.tags,
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      name: physicalNameIn(stack, "policy", `${name}-policy`),
      role: role.name,
      // VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs". The group is there, so none has to be made.
      policy: policyDocument([
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [group.arn, pulumi.interpolate`${group.arn}:*`],
        },
        // Without a resource level.
        { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      ]),
    },
    { parent },
  );
  return new aws.ec2.FlowLog(
    name,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: stack.tags,
    },
    { parent, dependsOn: [policy] },
  );
}
