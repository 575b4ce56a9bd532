import { awsTypes } from "../../../aws/resource-types";
import type { FakeOutputs, ValueMakers } from "./fake-outputs";

/** Private networks. */
export const networkValues: ValueMakers = {
  [awsTypes.ec2.defaultSecurityGroup]: (of) => ({
    ...numbered(of, "sg", "security-group"),
    name: "default",
    description: "default VPC security group",
  }),
  [awsTypes.ec2.flowLog]: (of) => numbered(of, "fl", "vpc-flow-log"),
  [awsTypes.ec2.internetGateway]: (of) => numbered(of, "igw", "internet-gateway"),
  [awsTypes.ec2.routeTable]: (of) => numbered(of, "rtb", "route-table"),
  [awsTypes.ec2.routeTableAssociation]: (of) => ({ id: `rtbassoc-${of.hex(17)}` }),
  [awsTypes.ec2.securityGroup]: (of) => ({
    ...numbered(of, "sg", "security-group"),
    name: `${of.text("namePrefix")}20250101000000000000000001`,
  }),
  [awsTypes.ec2.subnet]: (of) => ({
    ...numbered(of, "subnet", "subnet"),
    availabilityZoneId: "",
    ipv6CidrBlockAssociationId: "",
  }),
  [awsTypes.ec2.vpc]: (of) => ({
    ...numbered(of, "vpc", "vpc"),
    defaultNetworkAclId: `acl-${of.hex(17)}`,
    defaultRouteTableId: `rtb-${of.hex(17)}`,
    defaultSecurityGroupId: `sg-${of.hex(17)}`,
    mainRouteTableId: `rtb-${of.hex(17)}`,
  }),
  [awsTypes.ec2.vpcEndpoint]: (of) => ({
    ...numbered(of, "vpce", "vpc-endpoint"),
    state: "available",
    // Of gateway endpoints only.
    prefixListId: of.text("vpcEndpointType") === "Gateway" ? `pl-${of.hex(8)}` : "",
  }),
  [awsTypes.vpc.securityGroupEgressRule]: ruleOf,
  [awsTypes.vpc.securityGroupIngressRule]: ruleOf,
};

function ruleOf(of: FakeOutputs) {
  const { id, ...rest } = numbered(of, "sgr", "security-group-rule");
  return { id, securityGroupRuleId: id, ...rest };
}

/** What has an id in place of a name. */
function numbered(of: FakeOutputs, prefix: string, resource: string) {
  const id = `${prefix}-${of.hex(17)}`;
  return { id, arn: of.arn("ec2", `${resource}/${id}`), ownerId: of.target.accountId };
}
