import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** Who may speak with whom in the network. */
export interface Groups {
  /** Of the functions: out to endpoints only, and nothing in. */
  readonly functions: aws.ec2.SecurityGroup;
  /** Of the interface endpoints: in from the functions only. */
  readonly endpoints: aws.ec2.SecurityGroup;
}

/** Closed groups, but for HTTPS from the functions to the interface endpoints. */
export function securityGroups(
  name: LogicalName,
  stack: StackContext,
  vpcId: pulumi.Input<string>,
  parent: pulumi.Resource,
): Groups {
  const group = (part: "functions" | "endpoints", description: string) =>
    new aws.ec2.SecurityGroup(
      `${name}-${part}`,
      {
        // A prefix, because a group in use cannot be deleted before there is another. For the same reason the description stays as it is.
        namePrefix: `${physicalNameIn(stack, "securityGroup", `${name}-${part}`)}-`,
        description,
        vpcId,
        tags: stack.tags,
      },
      { parent },
    );
  const functions = group("functions", "Functions: HTTPS to the endpoints of AWS services, nothing in");
  const endpoints = group("endpoints", "Endpoints of AWS services: HTTPS from the functions");
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-functions-to-endpoints`,
    {
      securityGroupId: functions.id,
      referencedSecurityGroupId: endpoints.id,
      ...HTTPS,
      description: "HTTPS to the interface endpoints",
      tags: stack.tags,
    },
    { parent },
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-endpoints-from-functions`,
    {
      securityGroupId: endpoints.id,
      referencedSecurityGroupId: functions.id,
      ...HTTPS,
      description: "HTTPS from the functions",
      tags: stack.tags,
    },
    { parent },
  );
  return { functions, endpoints };
}

/** Lets the functions out to the addresses behind a gateway endpoint, which has no group of its own. */
export function reachGateway(
  name: LogicalName,
  stack: StackContext,
  functions: aws.ec2.SecurityGroup,
  endpoint: aws.ec2.VpcEndpoint,
  parent: pulumi.Resource,
): aws.vpc.SecurityGroupEgressRule {
  return new aws.vpc.SecurityGroupEgressRule(
    name,
    {
      securityGroupId: functions.id,
      prefixListId: endpoint.prefixListId,
      ...HTTPS,
      description: "HTTPS to what the gateway endpoint leads to",
      tags: stack.tags,
    },
    { parent },
  );
}
