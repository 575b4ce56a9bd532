import { functionsShareANetwork } from "../../../../policies/rules/network/functions-share-a-network";
import { drop, resource, set } from "../../../support/policies/resources";
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
  passing: [{ title: "functions of which none stands in a VPC", resources: [resource(lambda, "free")] }],
  failing: [
    {
      title: "a function that was left out",
      change: (valid) => drop(valid, "reader", "vpcConfig"),
      type: lambda,
      name: "reader",
      says: /vpcConfig.subnetIds is 0/,
    },
    {
      title: "a single subnet",
      change: (valid) => set(valid, "reader", "vpcConfig.subnetIds", ["one"]),
      type: lambda,
      name: "reader",
      says: /vpcConfig.subnetIds is 1/,
    },
    {
      title: "two subnets of one zone",
      change: (valid) => set(valid, "two", "availabilityZone", "a"),
      type: lambda,
      name: "reader",
      says: /vpcConfig.subnetIds is \["a"\]/,
    },
    {
      title: "no security group",
      change: (valid) => set(valid, "reader", "vpcConfig.securityGroupIds", []),
      type: lambda,
      name: "reader",
      says: /securityGroupIds is not set/,
    },
  ],
});
