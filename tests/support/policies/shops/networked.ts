import type { Resource } from "../../../../program/policies/requests";
import { resource } from "../resources";
import { account, arn, grant, policy, role, rolePolicy, types } from "./granted-parts";

const table = arn("dynamodb", "table/shop-table");
const queue = arn("sqs", "shop-queue");
const sender = arn("lambda", "function:sender");
const place = { subnetIds: ["one", "two"], securityGroupIds: ["functions"] };
const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, description: "HTTPS" };

/** What the policies of endpoints and roles say, for cases to change. */
export const networkRights = {
  sender,
  table,
  queue,
  onTable: grant("dynamodb:PutItem", table),
  onQueue: grant("sqs:SendMessage", queue),
  polls: grant(["sqs:DeleteMessage", "sqs:ReceiveMessage"], arn("sqs", "polled")),
  key: grant("kms:Decrypt", arn("kms", "key/1"), {
    Condition: { StringEquals: { "kms:ViaService": "sqs.eu-central-1.amazonaws.com" } },
  }),
  denied: {
    Effect: "Deny",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
    Condition: { ArnLike: { "lambda:SourceFunctionArn": [sender, `${sender}:*`] } },
  },
} as const;

const { onTable, onQueue, polls, key, denied } = networkRights;

/** The policy of an endpoint that lets these calls through. */
export function through(actions: string | readonly string[], resources: string | readonly string[], owner = account) {
  const Condition = { StringEquals: { "aws:PrincipalAccount": owner } };
  return policy({ Effect: "Allow", Principal: "*", Action: actions, Resource: resources, Condition });
}

function endpoint(name: string, service: string, more: Readonly<Record<string, unknown>>): Resource {
  return resource("aws:ec2/vpcEndpoint:VpcEndpoint", name, {
    vpcId: "net",
    serviceName: `com.amazonaws.eu-central-1.${service}`,
    ...more,
  });
}

/** A function that writes to a table and a queue, in a network of two zones with what it takes to reach both. */
export const networked: readonly Resource[] = [
  resource("aws:ec2/vpc:Vpc", "net", { enableDnsHostnames: true, enableDnsSupport: true }),
  ...["one", "two"].flatMap((zone) => [
    resource("aws:ec2/subnet:Subnet", zone, { vpcId: "net", availabilityZone: zone }),
    resource("aws:ec2/routeTable:RouteTable", `${zone}-table`, { vpcId: "net" }),
    resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${zone}-tied`, {
      subnetId: zone,
      routeTableId: `${zone}-table`,
    }),
  ]),
  ...["functions", "endpoints"].map((name) =>
    resource("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: "net", namePrefix: `${name}-` }),
  ),
  resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "to-endpoints", {
    securityGroupId: "functions",
    referencedSecurityGroupId: "endpoints",
    ...https,
  }),
  resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "to-tables", {
    securityGroupId: "functions",
    prefixListId: "pl-1",
    ...https,
  }),
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "from-functions", {
    securityGroupId: "endpoints",
    referencedSecurityGroupId: "functions",
    ...https,
  }),
  endpoint("tables", "dynamodb", {
    vpcEndpointType: "Gateway",
    routeTableIds: ["one-table", "two-table"],
    prefixListId: "pl-1",
    policy: through("dynamodb:PutItem", table),
  }),
  endpoint("queues", "sqs", {
    vpcEndpointType: "Interface",
    subnetIds: ["one", "two"],
    securityGroupIds: ["endpoints"],
    privateDnsEnabled: true,
    policy: through("sqs:SendMessage", queue),
  }),
  resource(
    types.function,
    "sender",
    { role: role("sender-role").state.arn, vpcConfig: place },
    { outputs: { arn: sender } },
  ),
  role("sender-role"),
  rolePolicy("sender-policy", "sender-role", onTable, onQueue, polls, key, denied),
];
