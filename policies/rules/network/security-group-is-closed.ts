import * as z from "zod";
import { resourceRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

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
    groupType,
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ],
  parameters: {
    openPorts: z
      .array(z.number().int())
      .default([443])
      .describe("TCP ports that may be reached everywhere from inside."),
  },
  check(resource, { report, parameters: { openPorts } }) {
    const wanted = resource.type === groupType ? ["name", "description"] : ["description"];
    for (const property of wanted) {
      const found = resource.text(property);
      // The provider's own description says nothing.
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
  /** Path of the rule inside the resource; empty where the resource is the rule. */
  readonly path: string;
  readonly direction: "in" | "out";
}

function flowsOf(resource: Resource): readonly Flow[] {
  if (resource.type !== groupType) {
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
  // Two halves of the world are the world.
  return ranges.filter((range) => /\/[01]$/.test(range));
}

/** The one TCP port that a rule opens; undefined for more than one and for other protocols. */
function portsOf(resource: Resource, path: string): number | undefined {
  const at = (property: string) => (path === "" ? property : `${path}.${property}`);
  const protocol = resource.text(at("protocol")) ?? resource.text(at("ipProtocol"));
  const [from, to] = [resource.number(at("fromPort")), resource.number(at("toPort"))];
  return (protocol === "tcp" || protocol === "6") && from === to ? from : undefined;
}
