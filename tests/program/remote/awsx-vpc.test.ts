import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { Vpc, type VpcArgs } from "@pulumi/awsx/ec2";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { buildGraph, type GraphResource } from "../../../program/graph/build-graph";
import { failureOf } from "../../support/failure-of";

const args: VpcArgs = {
  availabilityZoneNames: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  cidrBlock: "10.0.0.0/16",
  subnetStrategy: "Auto",
  subnetSpecs: [{ type: "Isolated", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"] }],
  natGateways: { strategy: "None" },
  enableDnsHostnames: true,
  tags: { Environment: "test" },
};

/** Name and parent's name, by type. */
function childrenOf(graph: readonly GraphResource[]): string[] {
  const byUrn = new Map(graph.map((resource) => [resource.urn, resource]));
  return graph
    .filter(({ type }) => type.startsWith("aws:ec2/"))
    .map(({ type, name, parent }) => `${type.split(":")[2]} ${name} in ${byUrn.get(parent)?.type.split(":")[2]}`)
    .sort();
}

function declared(changes: object = {}) {
  return buildGraph("prod", {}, { program: () => void new Vpc("net", { ...args, ...changes }) });
}

describe("awsx's VPC in the graph", () => {
  it("has the children that awsx makes, by type, name and parent", async () => {
    const zones = [1, 2, 3].flatMap((zone) => [
      `Subnet net-isolated-${zone} in Vpc`,
      `RouteTable net-isolated-${zone} in Subnet`,
      `RouteTableAssociation net-isolated-${zone} in RouteTable`,
    ]);

    // awsx makes the gateway "unconditionally", as its source says.
    expect(childrenOf(await declared())).to.deep.equal(
      ["InternetGateway net in Vpc", "Vpc net in Vpc", ...zones].sort(),
    );
  });

  it("names and tags them as awsx does", async () => {
    const graph = await declared();
    const subnet = graph.find(({ type, name }) => type.includes("subnet") && name === "net-isolated-2");
    const vpc = graph.find(({ type }) => type === "aws:ec2/vpc:Vpc");

    expect(vpc?.inputs.tags).to.deep.equal({ Name: "net", Environment: "test" });
    expect(subnet?.inputs).to.deep.include({
      availabilityZone: "eu-central-1b",
      cidrBlock: "10.0.1.0/24",
      mapPublicIpOnLaunch: false,
      tags: { Name: "net-isolated-2", Environment: "test", SubnetType: "Isolated" },
    });
  });

  it("gives the ids of its children, references to its route tables, and says what they come from", async () => {
    const graph = await buildGraph(
      "prod",
      {},
      {
        program: () => {
          const vpc = new Vpc("net", args);
          const tables = vpc.routeTables.apply((found) => found.map(({ id }) => id));
          new aws.ec2.VpcEndpoint("store", { vpcId: vpc.vpcId, serviceName: "dynamodb", routeTableIds: tables });
          new aws.ec2.VpcEndpoint("queue", { vpcId: vpc.vpcId, serviceName: "sqs", subnetIds: vpc.isolatedSubnetIds });
        },
      },
    );
    const urns = (type: string) => graph.filter((one) => one.type === type).map(({ urn }) => urn);
    const [queue, store] = graph.filter(({ type }) => type === "aws:ec2/vpcEndpoint:VpcEndpoint");

    expect(store?.inputs.routeTableIds).to.have.length(3);
    expect(String(store?.inputs.routeTableIds)).to.match(/^(rtb-[0-9a-f]{17},?){3}$/);
    expect(String(queue?.inputs.subnetIds)).to.match(/^(subnet-[0-9a-f]{17},?){3}$/);
    expect(queue?.dependencies).to.include.members(urns("aws:ec2/subnet:Subnet"));
    expect(queue?.dependencies).to.include.members(urns("aws:ec2/vpc:Vpc"));
  });

  it("hands on the provider that the component is given", async () => {
    const graph = await buildGraph(
      "prod",
      {},
      {
        program: () => {
          const provider = new aws.Provider("own", { region: "eu-central-1", defaultTags: { tags: { Team: "shop" } } });
          const vpc = new Vpc("net", args, { providers: { aws: provider } });
          new aws.sns.Topic("told", { displayName: vpc.vpcId });
        },
      },
    );

    expect(graph.filter(({ type }) => type === "pulumi:providers:aws")).to.have.length(1);
    expect(graph.find(({ type }) => type === "aws:sns/topic:Topic")?.inputs.displayName).to.match(/^vpc-/);
  });

  for (const [title, changes, says] of [
    [
      "a number of zones, which AWS picks",
      { availabilityZoneNames: undefined, numberOfAvailabilityZones: 2 },
      /availabilityZoneNames/,
    ],
    ["subnets by awsx's own division", { subnetSpecs: [{ type: "Isolated", cidrMask: 24 }] }, /cidrBlocks/],
    ["public subnets", { subnetSpecs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }] }, /Isolated/],
    ["NAT gateways, which are the default", { natGateways: undefined }, /natGateways/],
    ["the legacy layout, which is the default", { subnetStrategy: undefined }, /subnetStrategy/],
    ["endpoints", { vpcEndpointSpecs: [{ serviceName: "x" }] }, /vpcEndpointSpecs/],
    ["less ranges than zones", { availabilityZoneNames: ["eu-central-1a"] }, /3 ranges of subnets for 1 zones/],
  ] as const) {
    it(`is refused with ${title}: what awsx would make then is not known here`, async () => {
      expect((await failureOf(declared(changes))).message).to.match(says);
    });
  }

  it("was read of this release, whose arguments are these: another one has to be looked at again", () => {
    const folder = join(projectRoot, "node_modules", "@pulumi", "awsx");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const [, body = ""] = readFileSync(join(folder, "ec2", "vpc.d.ts"), "utf8").split("export interface VpcArgs {");
    const known = [...body.matchAll(/^ {4}(\w+)\??: /gm)].map(([, name]) => name);

    expect(version).to.equal("3.9.0");
    expect(known.sort()).to.deep.equal([
      "assignGeneratedIpv6CidrBlock",
      "availabilityZoneCidrMask",
      "availabilityZoneNames",
      "cidrBlock",
      "enableDnsHostnames",
      "enableDnsSupport",
      "enableNetworkAddressUsageMetrics",
      "instanceTenancy",
      "ipv4IpamPoolId",
      "ipv4NetmaskLength",
      "ipv6CidrBlock",
      "ipv6CidrBlockNetworkBorderGroup",
      "ipv6IpamPoolId",
      "ipv6NetmaskLength",
      "natGateways",
      "numberOfAvailabilityZones",
      "region",
      "subnetNameTagStrategy",
      "subnetSpecs",
      "subnetStrategy",
      "tags",
      "vpcEndpointSpecs",
      "vpcEndpointStrategy",
    ]);
  });
});
