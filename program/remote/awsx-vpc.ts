import * as z from "zod";
import { awsTypes } from "../../aws/resource-types";
import { UnknownInputError } from "../errors";
import { type Expansion, type MakeChild, referenceTo } from "./remote";

/**
 * The arguments of `awsx.ec2.Vpc` with which its children are known here: named zones, ranges written down, isolated subnets only, no NAT gateway and
 * no endpoints. Everything else is refused, for the graph would be wrong about it.
 */
const argsSchema = z.strictObject({
  availabilityZoneNames: z.array(z.string()).min(1),
  cidrBlock: z.string(),
  enableDnsHostnames: z.boolean().optional(),
  enableDnsSupport: z.boolean().optional(),
  natGateways: z.strictObject({ strategy: z.literal("None") }),
  // The default lays subnets out in another way, and warns.
  subnetStrategy: z.literal("Auto"),
  subnetSpecs: z.tuple([z.strictObject({ type: z.literal("Isolated"), cidrBlocks: z.array(z.string()) })]),
  tags: z.record(z.string(), z.string()).optional(),
});

/**
 * What awsx 3 makes of these arguments: a VPC, an internet gateway even if nothing leads to it, and for each zone a subnet, a route table and what
 * ties the two (pulumi/pulumi-awsx, `awsx/ec2/vpc.ts` and `subnetDistributorNew.ts`).
 */
export const expandVpc: Expansion = async (component, make) => {
  const { type, name } = component;
  const parsed = argsSchema.safeParse(component.inputs);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
    throw new UnknownInputError(type, name, issues.join("; "));
  }
  const { availabilityZoneNames: zones, cidrBlock, enableDnsHostnames, enableDnsSupport, tags = {} } = parsed.data;
  const [{ cidrBlocks }] = parsed.data.subnetSpecs;
  if (cidrBlocks.length !== zones.length)
    throw new UnknownInputError(type, name, `${cidrBlocks.length} ranges of subnets for ${zones.length} zones`);
  const shared = { Name: name, ...tags };
  const vpc = await make({
    type: awsTypes.ec2.vpc,
    name,
    parent: component.urn,
    inputs: {
      cidrBlock: { value: cidrBlock },
      ...(enableDnsHostnames !== undefined && { enableDnsHostnames: { value: enableDnsHostnames } }),
      ...(enableDnsSupport !== undefined && { enableDnsSupport: { value: enableDnsSupport } }),
      tags: { value: shared },
    },
    dependsOn: [],
  });
  const vpcId = { value: vpc.id, from: [vpc.urn] };
  await make({
    type: awsTypes.ec2.internetGateway,
    name,
    parent: vpc.urn,
    inputs: { vpcId, tags: { value: shared } },
    dependsOn: [vpc.urn],
  });
  const layers = await Promise.all(
    zones.map((zone, index) => {
      const subnetName = `${name}-isolated-${index + 1}`;
      const named = { ...shared, Name: subnetName, SubnetType: "Isolated" };
      return zoneOf({ vpc, subnetName, zone, cidrBlock: cidrBlocks[index] ?? "", tags: named }, make);
    }),
  );
  const subnets = layers.map(({ subnet }) => subnet);
  const tables = layers.map(({ table }) => table);
  const urns = (made: readonly Made[]) => made.map(({ urn }) => urn);
  return {
    vpcId,
    isolatedSubnetIds: { value: subnets.map(({ id }) => id), from: urns(subnets) },
    privateSubnetIds: { value: [], from: [] },
    publicSubnetIds: { value: [], from: [] },
    routeTables: { value: tables.map(referenceTo), from: urns(tables) },
  };
};

type Made = Awaited<ReturnType<MakeChild>>;

interface Zone {
  readonly vpc: Made;
  readonly subnetName: string;
  readonly zone: string;
  readonly cidrBlock: string;
  readonly tags: Readonly<Record<string, string>>;
}

async function zoneOf({ vpc, subnetName: name, zone, cidrBlock, tags }: Zone, make: MakeChild) {
  const vpcId = { value: vpc.id, from: [vpc.urn] };
  const subnet = await make({
    type: awsTypes.ec2.subnet,
    name,
    parent: vpc.urn,
    inputs: {
      vpcId,
      availabilityZone: { value: zone },
      mapPublicIpOnLaunch: { value: false },
      cidrBlock: { value: cidrBlock },
      tags: { value: tags },
    },
    dependsOn: [vpc.urn],
  });
  const table = await make({
    type: awsTypes.ec2.routeTable,
    name,
    parent: subnet.urn,
    inputs: { vpcId, tags: { value: tags } },
    dependsOn: [subnet.urn],
  });
  await make({
    type: awsTypes.ec2.routeTableAssociation,
    name,
    parent: table.urn,
    inputs: {
      routeTableId: { value: table.id, from: [table.urn] },
      subnetId: { value: subnet.id, from: [subnet.urn] },
    },
    dependsOn: [table.urn],
  });
  return { subnet, table };
}
