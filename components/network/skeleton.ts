// By its sub-path: the whole package takes half a second to load.
import { Vpc } from "@pulumi/awsx/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { Config } from "../config/schema";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { DEFAULT_RANGE, subnetRanges } from "./ranges";

/** Where functions and endpoints stand. */
export interface Skeleton {
  readonly vpcId: pulumi.Input<string>;
  /** One in each zone. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Those of the subnets. */
  readonly routeTableIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The VPC, where it is the stack's own. */
  readonly own: { readonly vpcId: pulumi.Output<string> } | undefined;
}

/** The network that is there already, or one that awsx makes. */
export function skeletonOf(
  name: LogicalName,
  stack: StackContext,
  settings: NonNullable<Config["network"]>,
  parent: pulumi.Resource,
): Skeleton {
  const { zones, vpcId, subnetIds = [], routeTableIds = [] } = settings;
  if (vpcId !== undefined) return { vpcId, subnetIds, routeTableIds, own: undefined };
  return ownSkeleton(name, stack, zones ?? [], settings.cidrBlock ?? DEFAULT_RANGE, parent);
}

/**
 * A VPC with a subnet and a route table for each zone, and no way to the internet: awsx also makes an internet gateway, which no route leads to.
 * Zones and ranges are written down, so that a zone more leaves the others as they are.
 */
function ownSkeleton(
  name: LogicalName,
  stack: StackContext,
  zones: string[],
  cidrBlock: string,
  parent: pulumi.Resource,
): Skeleton {
  // Else awsx would make them with another version of the provider, its own.
  const provider = new aws.Provider(`${name}-provider`, { region: stack.region }, { parent });
  const vpc = new Vpc(
    name,
    {
      availabilityZoneNames: zones,
      cidrBlock,
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Isolated", cidrBlocks: subnetRanges(cidrBlock, zones.length) }],
      natGateways: { strategy: "None" },
      // Both are needed for the private names of endpoints.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { ...stack.tags, Name: physicalNameIn(stack, "network", name) },
    },
    { parent, providers: { aws: provider } },
  );
  return {
    vpcId: vpc.vpcId,
    subnetIds: vpc.isolatedSubnetIds,
    routeTableIds: vpc.routeTables.apply((tables) => tables.map(({ id }) => id)),
    own: { vpcId: vpc.vpcId },
  };
}
