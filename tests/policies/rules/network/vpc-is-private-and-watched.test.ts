import { vpcIsPrivateAndWatched } from "../../../../policies/rules/network/vpc-is-private-and-watched";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const vpc = "aws:ec2/vpc:Vpc";
const log = "aws:ec2/flowLog:FlowLog";
const group = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const subnet = "aws:ec2/subnet:Subnet";

testRule(vpcIsPrivateAndWatched, {
  valid: [
    resource(vpc, "net"),
    resource(log, "log", { vpcId: "net", trafficType: "ALL" }),
    resource(group, "default", { vpcId: "net" }),
    resource(subnet, "one", { mapPublicIpOnLaunch: false }),
  ],
  failing: [
    {
      title: "a VPC without a flow log",
      change: (valid) => without(valid, "log"),
      type: vpc,
      name: "net",
      says: /flow log is not set/,
    },
    {
      title: "a flow log of refusals only",
      change: (valid) => set(valid, "log", "trafficType", "REJECT"),
      type: vpc,
      name: "net",
      says: /flow log is REJECT/,
    },
    {
      title: "a VPC whose default group nobody has emptied",
      change: (valid) => without(valid, "default"),
      type: vpc,
      name: "net",
      says: /default security group is not set/,
    },
    {
      title: "a default group with a way in",
      change: (valid) => set(valid, "default", "ingress", [{ self: true }]),
      type: group,
      name: "default",
      says: /ingress is 1 rules/,
    },
    {
      title: "a default group with a way out",
      change: (valid) => set(valid, "default", "egress", [{ protocol: "-1" }]),
      type: group,
      name: "default",
      says: /egress is 1 rules/,
    },
    {
      title: "a subnet with public addresses",
      change: (valid) => set(valid, "one", "mapPublicIpOnLaunch", true),
      type: subnet,
      name: "one",
      says: /mapPublicIpOnLaunch is true/,
    },
  ],
});
