import { stackRule } from "../../engine/define";

const vpcType = "aws:ec2/vpc:Vpc";

export const vpcIsPrivateAndWatched = stackRule({
  name: "vpc-is-private-and-watched",
  concern: "network",
  description:
    "VPCs have a flow log and a default security group that lets nothing through, and no subnet gives out public addresses.",
  rationale:
    "Whatever names no group gets the default one, which AWS makes open within itself and to everywhere; without a flow log nobody can say afterwards who talked to whom.",
  remediation:
    "Declare a FlowLog of all traffic and a DefaultSecurityGroup without rules for the VPC, and leave mapPublicIpOnLaunch out.",
  controls: ["ec2.vpc"],
  severity: "high",
  async check(stack, { each, report }) {
    const logs = stack.ofType("aws:ec2/flowLog:FlowLog");
    const groups = stack.ofType("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    await each(stack.ofType(vpcType), (vpc) => {
      const types = logs
        .filter((log) => stack.named(log, "vpcId", vpcType).includes(vpc))
        .map((log) => log.text("trafficType"));
      if (!types.includes("ALL")) {
        report(vpc, "flow log", types[0], "one of traffic type ALL");
      }
      if (!groups.some((group) => stack.named(group, "vpcId", vpcType).includes(vpc))) {
        report(vpc, "default security group", undefined, "one without rules");
      }
    });
    await each(groups, (resource) => {
      for (const property of ["ingress", "egress"]) {
        const found = resource.list(property).length;
        if (found > 0) report(resource, property, `${found} rules`, "no rules");
      }
    });
    await each(stack.ofType("aws:ec2/subnet:Subnet"), (resource) => {
      if (resource.flag("mapPublicIpOnLaunch") !== true) return;
      report(resource, "mapPublicIpOnLaunch", true, "false");
    });
  },
});
