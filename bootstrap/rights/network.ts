import { awsTypes } from "../../aws/resource-types";
import { on, type Right, type Rows } from "./row";

/** Tags of what EC2 keeps: set with the call that makes it, changed by calls of their own. */
const tags: readonly Right[] = [
  on("newNetworkTags", "ec2", { create: ["CreateTags"] }),
  on("networkTags", "ec2", { update: ["CreateTags", "DeleteTags"] }),
];

/** A rule of a security group. */
function groupRule(direction: "Egress" | "Ingress"): readonly Right[] {
  const authorize = `AuthorizeSecurityGroup${direction}`;
  return [
    on("newSecurityGroupRule", "ec2", { create: [authorize] }),
    on("securityGroup", "ec2", {
      create: [authorize],
      update: ["ModifySecurityGroupRules"],
      delete: [`RevokeSecurityGroup${direction}`],
    }),
    on("securityGroupRule", "ec2", { update: ["ModifySecurityGroupRules"] }),
    on("anything", "ec2", { read: ["DescribeSecurityGroupRules"] }),
    ...tags,
  ];
}

/** Private networks: their skeleton, groups, endpoints and flow log. */
export const networkRows: Rows = {
  [awsTypes.ec2.vpc]: [
    on("newVpc", "ec2", { create: ["CreateVpc"] }),
    on("vpc", "ec2", { create: ["ModifyVpcAttribute"], read: ["DescribeVpcAttribute"], delete: ["DeleteVpc"] }),
    on("anything", "ec2", {
      read: ["DescribeNetworkAcls", "DescribeRouteTables", "DescribeSecurityGroups", "DescribeVpcs"],
    }),
    ...tags,
  ],
  [awsTypes.ec2.internetGateway]: [
    on("newInternetGateway", "ec2", { create: ["CreateInternetGateway"] }),
    on("internetGateway", "ec2", {
      create: ["AttachInternetGateway"],
      delete: ["DeleteInternetGateway", "DetachInternetGateway"],
    }),
    on("vpc", "ec2", { create: ["AttachInternetGateway"], delete: ["DetachInternetGateway"] }),
    on("anything", "ec2", { read: ["DescribeInternetGateways"] }),
    ...tags,
  ],
  [awsTypes.ec2.subnet]: [
    on("newSubnet", "ec2", { create: ["CreateSubnet"] }),
    on("vpc", "ec2", { create: ["CreateSubnet"] }),
    on("subnet", "ec2", { update: ["ModifySubnetAttribute"], delete: ["DeleteSubnet"] }),
    // Before it deletes one, the provider looks for interfaces that Lambda has left.
    on("anything", "ec2", { read: ["DescribeSubnets"], delete: ["DescribeNetworkInterfaces"] }),
    ...tags,
  ],
  [awsTypes.ec2.routeTable]: [
    on("newRouteTable", "ec2", { create: ["CreateRouteTable"] }),
    on("vpc", "ec2", { create: ["CreateRouteTable"] }),
    on("routeTable", "ec2", { delete: ["DeleteRouteTable"] }),
    on("anything", "ec2", { read: ["DescribeRouteTables"] }),
    ...tags,
  ],
  [awsTypes.ec2.routeTableAssociation]: [
    on("routeTable", "ec2", {
      create: ["AssociateRouteTable"],
      update: ["ReplaceRouteTableAssociation"],
      delete: ["DisassociateRouteTable"],
    }),
    on("subnet", "ec2", {
      create: ["AssociateRouteTable"],
      update: ["ReplaceRouteTableAssociation"],
      delete: ["DisassociateRouteTable"],
    }),
    on("anything", "ec2", { read: ["DescribeRouteTables"] }),
  ],
  [awsTypes.ec2.securityGroup]: [
    on("newSecurityGroup", "ec2", { create: ["CreateSecurityGroup"] }),
    on("vpc", "ec2", { create: ["CreateSecurityGroup"] }),
    // AWS lets a new group out to everywhere, and the provider takes that back.
    on("securityGroup", "ec2", { create: ["RevokeSecurityGroupEgress"], delete: ["DeleteSecurityGroup"] }),
    on("anything", "ec2", { read: ["DescribeSecurityGroups"], delete: ["DescribeNetworkInterfaces"] }),
    ...tags,
  ],
  [awsTypes.ec2.defaultSecurityGroup]: [
    on("defaultGroupTags", "ec2", { create: ["CreateTags"] }),
    on("securityGroup", "ec2", { create: ["RevokeSecurityGroupEgress", "RevokeSecurityGroupIngress"] }),
    on("networkTags", "ec2", { update: ["CreateTags", "DeleteTags"] }),
    on("anything", "ec2", { read: ["DescribeSecurityGroups"] }),
  ],
  [awsTypes.vpc.securityGroupEgressRule]: groupRule("Egress"),
  [awsTypes.vpc.securityGroupIngressRule]: groupRule("Ingress"),
  [awsTypes.ec2.vpcEndpoint]: [
    on("newVpcEndpoint", "ec2", { create: ["CreateVpcEndpoint"] }),
    on("vpc", "ec2", { create: ["CreateVpcEndpoint"] }),
    ...(["routeTable", "securityGroup", "subnet"] as const).map((scope) =>
      on(scope, "ec2", { create: ["CreateVpcEndpoint"], update: ["ModifyVpcEndpoint"] }),
    ),
    on("vpcEndpoint", "ec2", { update: ["ModifyVpcEndpoint"], delete: ["DeleteVpcEndpoints"] }),
    on("anything", "ec2", { read: ["DescribePrefixLists", "DescribeVpcEndpointServices", "DescribeVpcEndpoints"] }),
    ...tags,
  ],
  [awsTypes.ec2.flowLog]: [
    on("newFlowLog", "ec2", { create: ["CreateFlowLogs"] }),
    on("vpc", "ec2", { create: ["CreateFlowLogs"] }),
    on("flowLog", "ec2", { delete: ["DeleteFlowLogs"] }),
    on("anything", "ec2", { read: ["DescribeFlowLogs"] }),
    on("passedRole", "iam", { create: ["PassRole"] }),
    // VPC user guide, "Control the use of flow logs": it is delivered by CloudWatch Logs, in the name of whoever sets it.
    on("logDelivery", "logs", { create: ["CreateLogDelivery"], delete: ["DeleteLogDelivery"] }),
    ...tags,
  ],
};
