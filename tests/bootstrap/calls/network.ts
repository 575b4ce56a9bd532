import type { GraphResource } from "../../../program/graph/build-graph";
import { type Calls, input, named, on, onNothing } from "./call";

// By terraform-provider-aws, internal/service/ec2.
const id = "0123456789abcdef0";
const vpc = named({ VpcId: "vpcId" });
const tags = (kind: string, names: Calls["names"], action: string): readonly Calls[] => [
  on("ec2", kind, names, { create: ["CreateTags"] }, { fresh: true, context: () => ({ "ec2:CreateAction": action }) }),
  on("ec2", kind, names, { update: ["CreateTags", "DeleteTags"] }),
];

/** Ids in a list, by the first of them. */
const firstOf = (variable: string, property: string) => (resource: GraphResource) => {
  const list = resource.inputs[property];
  // An endpoint has subnets and groups, or route tables: who has none is asked about one that could be.
  return { [variable]: Array.isArray(list) ? String(list[0]) : `some-${id}` };
};

function groupRule(direction: "Egress" | "Ingress"): readonly Calls[] {
  const authorize = `AuthorizeSecurityGroup${direction}`;
  const group = named({ SecurityGroupId: "securityGroupId" });
  const rule = () => ({ SecurityGroupRuleId: `sgr-${id}` });
  return [
    on("ec2", "security-group", group, {
      create: [authorize],
      update: ["ModifySecurityGroupRules"],
      delete: [`RevokeSecurityGroup${direction}`],
    }),
    on("ec2", "security-group-rule", rule, { create: [authorize] }, { fresh: true }),
    on("ec2", "security-group-rule", rule, { update: ["ModifySecurityGroupRules"] }),
    onNothing("ec2", { read: ["DescribeSecurityGroupRules"] }),
    ...tags("security-group-rule", rule, authorize),
  ];
}

const own = {
  vpc: () => ({ VpcId: `vpc-${id}` }),
  gateway: () => ({ InternetGatewayId: `igw-${id}` }),
  subnet: () => ({ SubnetId: `subnet-${id}` }),
  table: () => ({ RouteTableId: `rtb-${id}` }),
  group: () => ({ SecurityGroupId: `sg-${id}` }),
  endpoint: () => ({ VpcEndpointId: `vpce-${id}` }),
  log: () => ({ VpcFlowLogId: `fl-${id}` }),
};

export const networkCalls: Readonly<Record<string, readonly Calls[]>> = {
  "aws:ec2/vpc:Vpc": [
    on("ec2", "vpc", own.vpc, { create: ["CreateVpc"] }, { fresh: true }),
    on("ec2", "vpc", own.vpc, {
      create: ["ModifyVpcAttribute"],
      read: ["DescribeVpcAttribute"],
      delete: ["DeleteVpc"],
    }),
    onNothing("ec2", {
      read: ["DescribeVpcs", "DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups"],
    }),
    ...tags("vpc", own.vpc, "CreateVpc"),
  ],
  "aws:ec2/internetGateway:InternetGateway": [
    on("ec2", "internet-gateway", own.gateway, { create: ["CreateInternetGateway"] }, { fresh: true }),
    on("ec2", "internet-gateway", own.gateway, {
      create: ["AttachInternetGateway"],
      delete: ["DetachInternetGateway", "DeleteInternetGateway"],
    }),
    on("ec2", "vpc", vpc, { create: ["AttachInternetGateway"], delete: ["DetachInternetGateway"] }),
    onNothing("ec2", { read: ["DescribeInternetGateways"] }),
    ...tags("internet-gateway", own.gateway, "CreateInternetGateway"),
  ],
  "aws:ec2/subnet:Subnet": [
    on("ec2", "subnet", own.subnet, { create: ["CreateSubnet"] }, { fresh: true }),
    on("ec2", "vpc", vpc, { create: ["CreateSubnet"] }),
    on("ec2", "subnet", own.subnet, { update: ["ModifySubnetAttribute"], delete: ["DeleteSubnet"] }),
    onNothing("ec2", { read: ["DescribeSubnets"], delete: ["DescribeNetworkInterfaces"] }),
    ...tags("subnet", own.subnet, "CreateSubnet"),
  ],
  "aws:ec2/routeTable:RouteTable": [
    on("ec2", "route-table", own.table, { create: ["CreateRouteTable"] }, { fresh: true }),
    on("ec2", "vpc", vpc, { create: ["CreateRouteTable"] }),
    on("ec2", "route-table", own.table, { delete: ["DeleteRouteTable"] }),
    onNothing("ec2", { read: ["DescribeRouteTables"] }),
    ...tags("route-table", own.table, "CreateRouteTable"),
  ],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [
    ...(
      [
        ["route-table", named({ RouteTableId: "routeTableId" })],
        ["subnet", named({ SubnetId: "subnetId" })],
      ] as const
    ).map(([kind, names]) =>
      on("ec2", kind, names, {
        create: ["AssociateRouteTable"],
        update: ["ReplaceRouteTableAssociation"],
        delete: ["DisassociateRouteTable"],
      }),
    ),
    onNothing("ec2", { read: ["DescribeRouteTables"] }),
  ],
  "aws:ec2/securityGroup:SecurityGroup": [
    on("ec2", "security-group", own.group, { create: ["CreateSecurityGroup"] }, { fresh: true }),
    on("ec2", "vpc", vpc, { create: ["CreateSecurityGroup"] }),
    on("ec2", "security-group", own.group, {
      create: ["RevokeSecurityGroupEgress"],
      delete: ["DeleteSecurityGroup"],
    }),
    onNothing("ec2", { read: ["DescribeSecurityGroups"], delete: ["DescribeNetworkInterfaces"] }),
    ...tags("security-group", own.group, "CreateSecurityGroup"),
  ],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    // It is there with its VPC, without tags, and not made by a call that could set some.
    on("ec2", "security-group", own.group, { create: ["CreateTags"] }, { fresh: true }),
    on("ec2", "security-group", own.group, {
      create: ["RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"],
      update: ["CreateTags", "DeleteTags"],
    }),
    onNothing("ec2", { read: ["DescribeSecurityGroups"] }),
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("Egress"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("Ingress"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    on("ec2", "vpc-endpoint", own.endpoint, { create: ["CreateVpcEndpoint"] }, { fresh: true }),
    on("ec2", "vpc", vpc, { create: ["CreateVpcEndpoint"] }),
    ...(
      [
        ["subnet", firstOf("SubnetId", "subnetIds")],
        ["security-group", firstOf("SecurityGroupId", "securityGroupIds")],
        ["route-table", firstOf("RouteTableId", "routeTableIds")],
      ] as const
    ).map(([kind, names]) => on("ec2", kind, names, { create: ["CreateVpcEndpoint"], update: ["ModifyVpcEndpoint"] })),
    on("ec2", "vpc-endpoint", own.endpoint, { update: ["ModifyVpcEndpoint"], delete: ["DeleteVpcEndpoints"] }),
    onNothing("ec2", { read: ["DescribeVpcEndpoints", "DescribePrefixLists", "DescribeVpcEndpointServices"] }),
    ...tags("vpc-endpoint", own.endpoint, "CreateVpcEndpoint"),
  ],
  "aws:ec2/flowLog:FlowLog": [
    on("ec2", "vpc-flow-log", own.log, { create: ["CreateFlowLogs"] }, { fresh: true }),
    on("ec2", "vpc", vpc, { create: ["CreateFlowLogs"] }),
    on("ec2", "vpc-flow-log", own.log, { delete: ["DeleteFlowLogs"] }),
    onNothing("ec2", { read: ["DescribeFlowLogs"] }),
    on(
      "iam",
      "role",
      (resource) => ({ RoleNameWithPath: input(resource, "iamRoleArn").split(":role/")[1] ?? "" }),
      { create: ["PassRole"] },
      { context: () => ({ "iam:PassedToService": "vpc-flow-logs.amazonaws.com" }) },
    ),
    onNothing("logs", { create: ["CreateLogDelivery"], delete: ["DeleteLogDelivery"] }),
    ...tags("vpc-flow-log", own.log, "CreateFlowLogs"),
  ],
};
