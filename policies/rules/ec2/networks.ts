import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import type { LogicalName } from "../../../components/naming";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { functionsOf } from "../../wiring/functions";

export const functionsShareANetwork = stackRule({
  name: "functions-share-a-network",
  concern: "network",
  description:
    "Where one function stands in a VPC all do but those that call hosts beyond AWS, each in two zones and with a security group.",
  rationale:
    "A function that was left out reaches the tables over the public endpoints, past the endpoints' policies; one in a single zone stops with that zone. One that calls hosts beyond AWS would hang inside, where nothing leads to them.",
  remediation:
    "Give every function vpcConfig with subnets of two zones and a security group, or name it among those outside, with the reason.",
  controls: ["lambda.vpc"],
  severity: "high",
  parameters: {
    required: z.boolean().default(false).describe("Whether functions must stand in a VPC even where none does."),
    outside: z
      .record(z.string(), z.string().min(1))
      .default({
        "orders-authorizer": "It fetches the keys of the issuer.",
        "notifications-processor": "It calls the webhook of a chat room.",
      } satisfies Readonly<Record<LogicalName, string>>)
      .describe("Functions that stand outside, by logical name, each with the reason."),
  },
  async check(stack, { each, report, parameters: { required, outside } }) {
    const functions = functionsOf(stack);
    if (!required && !functions.some((lambda) => lambda.raw.props.vpcConfig != null)) return;
    await each(functions, (resource) => {
      if (Object.hasOwn(outside, resource.name)) {
        const found = resource.value("vpcConfig");
        if (found !== undefined) report(resource, "vpcConfig", found, `none. ${outside[resource.name]}`);
        return;
      }
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
    "Security groups have a name and say what they are for; each rule opens one TCP port, and none from or to everywhere.",
  rationale:
    "An open group undoes the network around it; a group without a name gets one from its logical name, which AWS refuses if it begins with sg-.",
  remediation:
    "Set description, and name or namePrefix; give each rule one TCP port and the group, prefix list or range that it is for.",
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
      .default([])
      .describe("TCP ports that may be reached everywhere from inside, where a network has a way to the internet."),
  },
  check(resource, { report, parameters: { openPorts } }) {
    const description = resource.text("description");
    // The provider's default description says nothing about the rule.
    if (description === undefined || description === "Managed by Pulumi")
      report(resource, "description", description, "what the group is for");
    const named = resource.text("name") ?? resource.text("namePrefix");
    if (resource.type === awsTypes.ec2.securityGroup && (named === undefined || named.startsWith("sg-")))
      report(resource, "name", named, "what the group is for, not beginning with sg-");
    for (const { path, direction } of flowsOf(resource)) {
      const everywhere = openRanges(resource, path);
      const port = portOf(resource, path);
      if (port === undefined)
        report(resource, path === "" ? "fromPort" : path, portsIn(resource, path), "one TCP port");
      if (everywhere.length === 0) continue;
      if (direction === "out" && port !== undefined && openPorts.includes(port)) continue;
      report(resource, path === "" ? direction : path, everywhere, "groups, prefix lists or ranges by name");
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
function portOf(resource: Resource, path: string): number | undefined {
  const at = (property: string) => (path === "" ? property : `${path}.${property}`);
  const protocol = resource.text(at("protocol")) ?? resource.text(at("ipProtocol"));
  const [from, to] = [resource.number(at("fromPort")), resource.number(at("toPort"))];
  return (protocol === "tcp" || protocol === "6") && from === to ? from : undefined;
}

function portsIn(resource: Resource, path: string): string {
  const at = (property: string) => (path === "" ? property : `${path}.${property}`);
  return `${resource.value(at("fromPort")) ?? "any"} to ${resource.value(at("toPort")) ?? "any"}`;
}

export const vpcIsPrivateAndWatched = stackRule({
  name: "vpc-is-private-and-watched",
  concern: "network",
  description:
    "VPCs have a flow log and a default security group that lets nothing through, no subnet gives out public addresses, and no route leads out.",
  rationale:
    "Whatever names no group gets the default one, which AWS makes open within itself and to everywhere; without a flow log nobody can say afterwards who talked to whom.",
  remediation:
    "Declare a FlowLog of all traffic and a DefaultSecurityGroup without rules for the VPC, and leave mapPublicIpOnLaunch and routes out; endpoints make their own.",
  controls: ["ec2.vpc"],
  severity: "high",
  async check(stack, { each, report }) {
    const logs = stack.ofType(awsTypes.ec2.flowLog);
    const groups = stack.ofType(awsTypes.ec2.defaultSecurityGroup);
    await each(stack.ofType(awsTypes.ec2.vpc), (vpc) => {
      if (vpc.text("cidrBlock") === undefined) report(vpc, "cidrBlock", undefined, "a private range");
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
      const zone = resource.text("availabilityZone") ?? resource.text("availabilityZoneId");
      // AWS would pick one, which may be that of the others.
      if (zone === undefined) report(resource, "availabilityZone", undefined, "a zone by name");
      if (resource.text("cidrBlock") === undefined)
        report(resource, "cidrBlock", undefined, "a range of the VPC's addresses");
      if (resource.flag("mapPublicIpOnLaunch") !== true) return;
      report(resource, "mapPublicIpOnLaunch", true, "false");
    });
    await each(stack.ofType(awsTypes.ec2.route), (route) => report(route, "routeTableId", route.name, "no such route"));
    await each(stack.ofType(awsTypes.ec2.routeTable), (table) => {
      const found = table.list("routes").length;
      if (found > 0) report(table, "routes", `${found} routes`, "none of its own");
    });
  },
});
