import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import type { StackContext } from "../stack";
import { serviceRole } from "./service-role";

/**
 * API Gateway's role for writing logs: one per account and region, for all its APIs. The setting and its role stay when the stack is
 * destroyed, because removing them would stop the logs of every other API.
 */
export function apiAccount(name: LogicalName, stack: StackContext, parent: pulumi.Resource): pulumi.Resource[] {
  const kept = { parent, retainOnDelete: true };
  const description = "Lets API Gateway write its logs, for all APIs of this account and region";
  const role = serviceRole(`${name}-role`, stack, { service: "apigateway.amazonaws.com", description }, kept);
  // API Gateway checks the role when it is set, and accepts no policy narrower than AWS's own.
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
