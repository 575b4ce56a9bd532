import { securityGroupIsClosed } from "../../../../policies/rules/network/security-group-is-closed";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";

testRule(securityGroupIsClosed, {
  valid: [
    resource(group, "functions", {
      name: "shop-functions",
      description: "Functions",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
      egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
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
      ipv6CidrBlocks: ["::/0"],
    }),
  ],
  refuses: {
    "a group without a name": [drop("functions", "name"), /name is not set/],
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
    "a rule turned around": [set("out", "type", "ingress"), /in is/],
  },
});
