import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../blocks/encryption-key";
import { encryptedLogGroup } from "../blocks/log-group";
import { policyDocument } from "../blocks/policy";
import { serviceRole } from "../blocks/service-role";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { arnOf, physicalNameIn, type StackContext } from "../stack";

/** Who spoke with whom in a VPC, or tried to, in an encrypted log group. */
export function flowLog(
  name: LogicalName,
  { stack, key }: { readonly stack: StackContext; readonly key: EncryptionKey },
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
): aws.ec2.FlowLog {
  const groupName = physicalNameIn(stack, "logGroup", name, "/aws/vendedlogs/");
  const group = encryptedLogGroup(`${name}-logs`, groupName, { stack, key }, parent);
  const role = serviceRole(
    `${name}-role`,
    stack,
    {
      service: "vpc-flow-logs.amazonaws.com",
      description: "Lets VPC flow logs write into their log group",
      condition: {
        StringEquals: { "aws:SourceAccount": stack.accountId },
        ArnLike: { "aws:SourceArn": arnOf(stack, "ec2", "vpc-flow-log/*") },
      },
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
