import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { functionsOf } from "../../wiring/functions";

const subnetType = "aws:ec2/subnet:Subnet";

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

/** Zones of those subnets that are of this stack; a subnet from elsewhere counts as a zone of its own. */
function zonesOf(stack: Stack, lambda: Resource, subnets: number): ReadonlySet<string> {
  return new Set(
    Array.from({ length: subnets }, (_, index) => {
      const path = `vpcConfig.subnetIds.${index}`;
      const [subnet] = stack.named(lambda, path, subnetType);
      return subnet?.text("availabilityZone") ?? subnet?.text("availabilityZoneId") ?? path;
    }),
  );
}
