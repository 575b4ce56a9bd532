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
  failing: [
    {
      title: "a group without a name",
      change: (valid) => drop(valid, "functions", "name"),
      type: group,
      name: "functions",
      says: /name is not set/,
    },
    {
      title: "a group without a description",
      change: (valid) => drop(valid, "functions", "description"),
      type: group,
      name: "functions",
      says: /description is not set/,
    },
    {
      title: "the provider's own description",
      change: (valid) => set(valid, "functions", "description", "Managed by Pulumi"),
      type: group,
      name: "functions",
      says: /description is Managed by Pulumi/,
    },
    {
      title: "a way in from everywhere",
      change: (valid) => set(valid, "functions", "ingress.0.cidrBlocks", ["10.0.0.0/16", "0.0.0.0/0"]),
      type: group,
      name: "functions",
      says: /ingress.0 is/,
    },
    {
      title: "a way in from half of the world",
      change: (valid) => set(valid, "functions", "ingress.0.cidrBlocks", ["0.0.0.0/1"]),
      type: group,
      name: "functions",
      says: /ingress.0 is/,
    },
    {
      title: "a way out by every protocol",
      change: (valid) => set(valid, "functions", "egress.0.protocol", "-1"),
      type: group,
      name: "functions",
      says: /egress.0 is/,
    },
    {
      title: "a way out by more ports",
      change: (valid) => set(valid, "functions", "egress.0.fromPort", 442),
      type: group,
      name: "functions",
      says: /egress.0 is/,
    },
    {
      title: "a rule of its own from everywhere",
      change: (valid) => set(valid, "in", "cidrIpv4", "0.0.0.0/0"),
      type: ingress,
      name: "in",
      says: /in is/,
    },
    {
      title: "a rule turned around",
      change: (valid) => set(valid, "out", "type", "ingress"),
      type: rule,
      name: "out",
      says: /in is/,
    },
  ],
});
