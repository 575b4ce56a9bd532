import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { functionsOf } from "../../wiring/functions";

export const functionsShareANetwork = stackRule({
  name: "functions-share-a-network",
  concern: "network",
  description: "Where one function stands in a VPC all do, each in two zones and with a security group.",
  rationale:
    "A function that was left out reaches the tables over the public endpoints, past the endpoints' policies; one in a single zone stops with that zone.",
  remediation: "Give every function vpcConfig with subnets of two zones and a security group.",
  controls: ["lambda.vpc"],
  severity: "high",
  parameters: {
    required: z.boolean().default(false).describe("Whether functions must stand in a VPC even where none does."),
  },
  async check(stack, { each, report, parameters: { required } }) {
    const functions = functionsOf(stack);
    if (!required && !functions.some((lambda) => "vpcConfig" in lambda.raw.props)) return;
    await each(functions, (resource) => {
      const subnets = resource.list("vpcConfig.subnetIds").length;
      if (subnets < 2) {
        report(resource, "vpcConfig.subnetIds", subnets, "subnets of at least two zones");
      } else if (zonesOf(stack, resource, subnets).size === 1) {
        const found = [...zonesOf(stack, resource, subnets)];
        report(resource, "vpcConfig.subnetIds", found, "subnets of at least two zones");
      }
      const groups = resource.list("vpcConfig.securityGroupIds").length;
      if (groups === 0) {
        report(resource, "vpcConfig.securityGroupIds", undefined, "a security group");
      }
    });
  },
});

/** Zones of the subnets of this stack; a subnet of another stack counts as a zone of its own. */
function zonesOf(stack: Stack, lambda: Resource, subnets: number): ReadonlySet<string> {
  return new Set(
    Array.from({ length: subnets }, (_, index) => {
      const path = `vpcConfig.subnetIds.${index}`;
      const [subnet] = stack.named(lambda, path, awsTypes.ec2.subnet);
      return subnet?.text("availabilityZone") ?? subnet?.text("availabilityZoneId") ?? path;
    }),
  );
}

export const securityGroupIsClosed = resourceRule({
  name: "security-group-is-closed",
  concern: "network",
  description:
    "Security groups have a name and say what they are for; nobody comes in from everywhere, and out to everywhere goes HTTPS only.",
  rationale:
    "An open group undoes the network around it; a group without a name gets one from its logical name, which AWS refuses if it begins with sg-.",
  remediation:
    "Set name and description, name the groups or ranges that come in, and let out to 0.0.0.0/0 port 443 only.",
  controls: ["ec2.groups"],
  severity: "high",
  types: [
    awsTypes.ec2.securityGroup,
    awsTypes.ec2.securityGroupRule,
    awsTypes.vpc.securityGroupIngressRule,
    awsTypes.vpc.securityGroupEgressRule,
  ],
  parameters: {
    openPorts: z
      .array(z.number().int())
      .default([443])
      .describe("TCP ports that may be reached everywhere from inside."),
  },
  check(resource, { report, parameters: { openPorts } }) {
    const wanted = resource.type === awsTypes.ec2.securityGroup ? ["name", "description"] : ["description"];
    for (const property of wanted) {
      const found = resource.text(property);
      // The provider's default description says nothing about the rule.
      if (found === undefined || found === "Managed by Pulumi") {
        report(resource, property, found, "what the group is for");
      }
    }
    for (const { path, direction } of flowsOf(resource)) {
      const everywhere = openRanges(resource, path);
      if (everywhere.length === 0) continue;
      const ports = portsOf(resource, path);
      if (direction === "out" && ports !== undefined && openPorts.includes(ports)) continue;
      const to = direction === "in" ? "groups or ranges by name" : `everywhere by TCP ${openPorts.join(", ")} only`;
      report(resource, path === "" ? direction : path, everywhere, to);
    }
  },
});

interface Flow {
  /** Path of the rule inside the resource; empty when the resource itself is the rule. */
  readonly path: string;
  readonly direction: "in" | "out";
}

function flowsOf(resource: Resource): readonly Flow[] {
  if (resource.type !== awsTypes.ec2.securityGroup) {
    const out = resource.type.includes("Egress") || resource.text("type") === "egress";
    return [{ path: "", direction: out ? "out" : "in" }];
  }
  return [
    ...resource.list("ingress").map((_, index): Flow => ({ path: `ingress.${index}`, direction: "in" })),
    ...resource.list("egress").map((_, index): Flow => ({ path: `egress.${index}`, direction: "out" })),
  ];
}

function openRanges(resource: Resource, path: string): readonly string[] {
  const at = (property: string) => (path === "" ? property : `${path}.${property}`);
  const ranges = [
    ...resource.texts(at("cidrBlocks")),
    ...resource.texts(at("ipv6CidrBlocks")),
    ...[resource.text(at("cidrIpv4")), resource.text(at("cidrIpv6"))].flatMap((range) => range ?? []),
  ];
  // /1 counts as open as well: two such ranges cover the whole internet.
  return ranges.filter((range) => /\/[01]$/.test(range));
}

/** The one TCP port that a rule opens; undefined for more than one and for other protocols. */
function portsOf(resource: Resource, path: string): number | undefined {
  const at = (property: string) => (path === "" ? property : `${path}.${property}`);
  const protocol = resource.text(at("protocol")) ?? resource.text(at("ipProtocol"));
  const [from, to] = [resource.number(at("fromPort")), resource.number(at("toPort"))];
  return (protocol === "tcp" || protocol === "6") && from === to ? from : undefined;
}

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
    const logs = stack.ofType(awsTypes.ec2.flowLog);
    const groups = stack.ofType(awsTypes.ec2.defaultSecurityGroup);
    await each(stack.ofType(awsTypes.ec2.vpc), (vpc) => {
      const types = logs
        .filter((log) => stack.named(log, "vpcId", awsTypes.ec2.vpc).includes(vpc))
        .map((log) => log.text("trafficType"));
      if (!types.includes("ALL")) {
        report(vpc, "flow log", types[0], "one of traffic type ALL");
      }
      if (!groups.some((group) => stack.named(group, "vpcId", awsTypes.ec2.vpc).includes(vpc))) {
        report(vpc, "default security group", undefined, "one without rules");
      }
    });
    await each(groups, (resource) => {
      for (const property of ["ingress", "egress"]) {
        const found = resource.list(property).length;
        if (found > 0) report(resource, property, `${found} rules`, "no rules");
      }
    });
    await each(stack.ofType(awsTypes.ec2.subnet), (resource) => {
      if (resource.flag("mapPublicIpOnLaunch") !== true) return;
      report(resource, "mapPublicIpOnLaunch", true, "false");
    });
  },
});
