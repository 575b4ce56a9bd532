import {
  functionsShareANetwork,
  securityGroupIsClosed,
  vpcIsPrivateAndWatched,
} from "../../../../policies/rules/ec2/networks";
import { chain, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const lambda = "aws:lambda/function:Function";
const subnet = "aws:ec2/subnet:Subnet";

testRule(functionsShareANetwork, {
  valid: [
    resource(lambda, "sender", { vpcConfig: { subnetIds: ["one", "two"], securityGroupIds: ["group"] } }),
    resource(lambda, "reader", { vpcConfig: { subnetIds: ["one", "two"], securityGroupIds: ["group"] } }),
    resource(subnet, "one", { availabilityZone: "a" }),
    resource(subnet, "two", { availabilityZone: "b" }),
  ],
  passes: {
    "functions of which none stands in a VPC": [resource(lambda, "free")],
    "functions that call hosts beyond AWS, outside": (resources) => [
      ...resources,
      resource(lambda, "orders-authorizer"),
    ],
  },
  refuses: {
    "a function that was left out": [drop("reader", "vpcConfig"), /vpcConfig.subnetIds is 0/],
    "a single subnet": [set("reader", "vpcConfig.subnetIds", ["one"]), /vpcConfig.subnetIds is 1/],
    "two subnets of one zone": [set("two", "availabilityZone", "a"), "reader", /vpcConfig.subnetIds is \["a"\]/],
    "a function that calls hosts beyond AWS and stands inside, where nothing leads to them": [
      (resources) => [
        ...resources,
        resource(lambda, "orders-authorizer", {
          vpcConfig: { subnetIds: ["one", "two"], securityGroupIds: ["group"] },
        }),
      ],
      "orders-authorizer",
      /vpcConfig is .*wanted none. It fetches the keys of the issuer/,
    ],
    "no security group": [set("reader", "vpcConfig.securityGroupIds", []), /securityGroupIds is not set/],
  },
});

const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";

testRule(securityGroupIsClosed, {
  valid: [
    resource(group, "functions", {
      name: "shop-functions",
      description: "Functions",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
      egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["pl-1"] }],
    }),
    resource(ingress, "in", {
      description: "Endpoints",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.0.0.0/16",
    }),
    resource(rule, "out", {
      type: "egress",
      description: "HTTPS",
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      sourceSecurityGroupId: "endpoints",
    }),
  ],
  passes: {
    "a prefix in place of a name": chain(drop("functions", "name"), set("functions", "namePrefix", "shop-")),
  },
  refuses: {
    "a group without a name": [drop("functions", "name"), /name is not set/],
    "a name that AWS keeps for itself": [set("functions", "name", "sg-functions"), /name is sg-functions/],
    "a group without a description": [drop("functions", "description"), /description is not set/],
    "the provider's own description": [
      set("functions", "description", "Managed by Pulumi"),
      /description is Managed by Pulumi/,
    ],
    "a way in from everywhere": [
      set("functions", "ingress.0.cidrBlocks", ["10.0.0.0/16", "0.0.0.0/0"]),
      /ingress.0 is/,
    ],
    "a way in from half of the world": [set("functions", "ingress.0.cidrBlocks", ["0.0.0.0/1"]), /ingress.0 is/],
    "a way out by every protocol": [set("functions", "egress.0.protocol", "-1"), /egress.0 is/],
    "a way out by more ports": [set("functions", "egress.0.fromPort", 442), /egress.0 is/],
    "a rule of its own from everywhere": [set("in", "cidrIpv4", "0.0.0.0/0"), /in is/],
    "a way out to everywhere": [set("functions", "egress.0.cidrBlocks", ["0.0.0.0/0"]), /egress.0 is \["0.0.0.0\/0"\]/],
    "a rule of its own to everywhere": [set("out", "ipv6CidrBlocks", ["::/0"]), /out is \["::\/0"\]/],
    "a rule of its own for every port": [set("in", "ipProtocol", "-1"), /fromPort is 443 to 443, wanted one TCP port/],
  },
});

const vpc = "aws:ec2/vpc:Vpc";
const log = "aws:ec2/flowLog:FlowLog";
const vpcGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

testRule(vpcIsPrivateAndWatched, {
  valid: [
    resource(vpc, "net", { cidrBlock: "10.0.0.0/16" }),
    resource(log, "log", { vpcId: "net", trafficType: "ALL" }),
    resource(vpcGroup, "default", { vpcId: "net" }),
    resource(subnet, "one", { availabilityZone: "a", cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: false }),
    resource("aws:ec2/routeTable:RouteTable", "routes", { vpcId: "net" }),
  ],
  refuses: {
    "a VPC without a range": [drop("net", "cidrBlock"), /cidrBlock is not set/],
    "a VPC without a flow log": [without("log"), "net", /flow log is not set/],
    "a flow log of refusals only": [set("log", "trafficType", "REJECT"), "net", /flow log is REJECT/],
    "a VPC whose default group nobody has emptied": [without("default"), "net", /default security group is not set/],
    "a default group with a way in": [set("default", "ingress", [{ self: true }]), /ingress is 1 rules/],
    "a default group with a way out": [set("default", "egress", [{ protocol: "-1" }]), /egress is 1 rules/],
    "a route out in a table": [
      set("routes", "routes", [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw" }]),
      /routes is 1 routes/,
    ],
    "a route out of its own": [
      (resources) => [...resources, resource("aws:ec2/route:Route", "out", { routeTableId: "routes" })],
      "out",
      /routeTableId is out, wanted no such route/,
    ],
    "a subnet in a zone of AWS's choice": [drop("one", "availabilityZone"), /availabilityZone is not set/],
    "a subnet without a range": [drop("one", "cidrBlock"), /cidrBlock is not set/],
    "a subnet with public addresses": [set("one", "mapPublicIpOnLaunch", true), /mapPublicIpOnLaunch is true/],
  },
});
