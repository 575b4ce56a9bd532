import * as pulumi from "@pulumi/pulumi";
import { joinsNetwork, joinsNetworkBy } from "../../aws/lambda-calls";
import type { Statement } from "../blocks/policy";
import { arnOf, type StackContext } from "../stack";
import type { Groups } from "./groups";
import type { Skeleton } from "./skeleton";

/**
 * What a role must allow so that Lambda connects its function to the network, and the same denied to the function's code: calls of the code say
 * which function makes them, Lambda's own do not (Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC").
 */
export function networkStatements(
  stack: StackContext,
  functionArn: pulumi.Output<string>,
  { subnetIds }: Skeleton,
  { functions }: Groups,
): Statement[] {
  const { looks, changes, deletes } = joinsNetwork;
  const start = arnOf(stack, "ec2", "");
  const resources = pulumi
    .all([pulumi.output(subnetIds), functions.id])
    // The ids of interfaces are not known in advance.
    .apply(([subnets, group]) => [
      "network-interface/*",
      ...subnets.map((id) => `subnet/${id}`),
      `security-group/${group}`,
    ]);
  return [
    {
      Effect: "Allow",
      Action: changes,
      Resource: pulumi.all([start, resources]).apply(([prefix, names]) => names.map((name) => `${prefix}${name}`)),
    },
    { Effect: "Allow", Action: deletes, Resource: pulumi.interpolate`${start}*/*` },
    { Effect: "Allow", Action: looks, Resource: "*" },
    {
      Effect: "Deny",
      Action: joinsNetworkBy,
      Resource: "*",
      // With and without the version that is called.
      Condition: { ArnLike: { "lambda:SourceFunctionArn": [functionArn, pulumi.interpolate`${functionArn}:*`] } },
    },
  ];
}
