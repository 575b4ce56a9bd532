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
  refuses: {
    "a VPC without a flow log": [without("log"), "net", /flow log is not set/],
    "a flow log of refusals only": [set("log", "trafficType", "REJECT"), "net", /flow log is REJECT/],
    "a VPC whose default group nobody has emptied": [without("default"), "net", /default security group is not set/],
    "a default group with a way in": [set("default", "ingress", [{ self: true }]), /ingress is 1 rules/],
    "a default group with a way out": [set("default", "egress", [{ protocol: "-1" }]), /egress is 1 rules/],
    "a subnet with public addresses": [set("one", "mapPublicIpOnLaunch", true), /mapPublicIpOnLaunch is true/],
  },
});
