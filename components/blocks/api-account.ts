import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import { boundaryIn, physicalNameIn, type StackContext } from "../stack";
import { policyDocument } from "./policy";

/**
 * API Gateway's role for writing logs: one per account and region, for all its APIs. Kept when the stack goes, for taking it away
 * would silence the logs of every other API; so is the role that it names.
 */
export function apiAccount(name: LogicalName, stack: StackContext, parent: pulumi.Resource): pulumi.Resource[] {
  const kept = { parent, retainOnDelete: true };
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: physicalNameIn(stack, "role", `${name}-role`),
      description: "Lets API Gateway write its logs, for all APIs of this account and region",
      assumeRolePolicy: policyDocument([
        { Effect: "Allow", Principal: { Service: "apigateway.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]),
      ...boundaryIn(stack),
      tags: stack.tags,
    },
    kept,
  );
  // API Gateway checks the role when the account is set, and takes nothing narrower than AWS's own policy.
  const policy = new aws.iam.RolePolicyAttachment(
    `${name}-policy`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${stack.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    },
    kept,
  );
  return [new aws.apigateway.Account(name, { cloudwatchRoleArn: role.arn }, { ...kept, dependsOn: [policy] })];
}
