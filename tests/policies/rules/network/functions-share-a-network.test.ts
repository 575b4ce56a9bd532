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
  passes: { "functions of which none stands in a VPC": [resource(lambda, "free")] },
  refuses: {
    "a function that was left out": [drop("reader", "vpcConfig"), /vpcConfig.subnetIds is 0/],
    "a single subnet": [set("reader", "vpcConfig.subnetIds", ["one"]), /vpcConfig.subnetIds is 1/],
    "two subnets of one zone": [set("two", "availabilityZone", "a"), "reader", /vpcConfig.subnetIds is \["a"\]/],
    "no security group": [set("reader", "vpcConfig.securityGroupIds", []), /securityGroupIds is not set/],
  },
});
