import { expect } from "chai";
import { calledServices } from "../../../components/network/endpoints";
import { isNetworkRange, subnetRanges } from "../../../components/network/ranges";
import { buildGraph, type GraphResource } from "../../../program/graph/build-graph";
import { networkOfOthers, networkSettings } from "../../support/network-settings";
import { expectedPipelines } from "../expected/pipelines";

const functionType = "aws:lambda/function:Function";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const outside = ["orders-authorizer", ...expectedPipelines.flatMap(({ callBeyondAws }) => callBeyondAws)];
/** Tables that only functions outside use. */
const tablesOutside = expectedPipelines
  .filter(({ functions, callBeyondAws }) => functions.every((name) => callBeyondAws.includes(name)))
  .flatMap(({ tables }) => Object.keys(tables));

const ofType = (graph: readonly GraphResource[], type: string) => graph.filter((resource) => resource.type === type);
const names = (resources: readonly GraphResource[]) => resources.map(({ name }) => name).sort();
const the = (graph: readonly GraphResource[], type: string, name: string) => {
  const found = ofType(graph, type).find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`there is no ${type} '${name}'`);
  return found;
};
const statementsOf = (json: unknown) => JSON.parse(String(json)).Statement as Record<string, unknown>[];

describe("the private network of a stack", () => {
  let graph: readonly GraphResource[];
  let off: readonly GraphResource[];

  before(async () => {
    graph = await buildGraph("prod", networkSettings);
    off = await buildGraph("prod", {});
  });

  it("is not there unless a stack asks for it", () => {
    expect(off.filter(({ type }) => /^(awsx:|aws:ec2\/|aws:vpc\/|pulumi:providers)/.test(type))).to.deep.equal([]);
    expect(ofType(off, functionType).filter(({ inputs }) => "vpcConfig" in inputs)).to.deep.equal([]);
  });

  it("holds every function but those that call hosts beyond AWS, in a subnet of each zone and in one group", () => {
    const lambdas = ofType(graph, functionType);
    const group = the(graph, "aws:ec2/securityGroup:SecurityGroup", "backoffice-network-functions");
    const inside = lambdas.filter(({ inputs }) => "vpcConfig" in inputs);

    expect(names(lambdas.filter((lambda) => !inside.includes(lambda)))).to.deep.equal([...outside].sort());
    expect(inside.length).to.be.greaterThan(8);
    expect(new Set(inside.map(({ inputs }) => JSON.stringify(inputs.vpcConfig))).size).to.equal(1);
    for (const { dependencies } of inside) expect(dependencies).to.include(group.urn);
  });

  it("is a VPC with a subnet, a route table and no route for each zone, in ranges one after another", () => {
    const subnets = ofType(graph, "aws:ec2/subnet:Subnet").map(({ inputs }) => [
      inputs.availabilityZone,
      inputs.cidrBlock,
    ]);

    expect(subnets).to.have.deep.members([
      ["eu-central-1a", "10.0.0.0/24"],
      ["eu-central-1b", "10.0.1.0/24"],
    ]);
    expect(ofType(graph, "aws:ec2/routeTable:RouteTable")).to.have.length(2);
    expect(graph.filter(({ type }) => /route:Route$|natGateway|:eip/.test(type))).to.deep.equal([]);
  });

  it("has endpoints for what its functions call, each before the functions, and none for what Lambda does itself", () => {
    const endpoints = ofType(graph, endpointType);
    const create = the(graph, functionType, "orders-create");

    expect(names(endpoints)).to.deep.equal(
      ["dynamodb", "email", "events", "sns", "sqs"].map((service) => `backoffice-network-${service}`),
    );
    for (const endpoint of endpoints) expect(create.dependencies).to.include(endpoint.urn);
    const types = endpoints.map(({ name, inputs }) => [name.slice(19), inputs.vpcEndpointType, inputs.serviceName]);
    expect(types).to.have.deep.members([
      ["dynamodb", "Gateway", "com.amazonaws.eu-central-1.dynamodb"],
      ...["email", "events", "sns", "sqs"].map((name) => [name, "Interface", `com.amazonaws.eu-central-1.${name}`]),
    ]);
  });

  it("lets through an endpoint what the roles of its functions allow, of this account", () => {
    const policyOf = (service: string) =>
      statementsOf(the(graph, endpointType, `backoffice-network-${service}`).inputs.policy);
    const account = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };

    expect(policyOf("events")).to.deep.equal([
      {
        Effect: "Allow",
        Principal: "*",
        Action: ["events:PutEvents"],
        Resource: ["arn:aws:events:eu-central-1:123456789012:event-bus/shipments-bus-prod"],
        Condition: account,
      },
    ]);
    expect(policyOf("sqs")[0]?.Action).to.deep.equal(["sqs:ChangeMessageVisibility", "sqs:SendMessage"]);
    const tables = JSON.stringify(policyOf("dynamodb"));
    expect(tables).to.include("orders-table");
    for (const name of tablesOutside) expect(tables).not.to.include(name);
    for (const endpoint of ofType(graph, endpointType)) {
      expect(statementsOf(endpoint.inputs.policy).map(({ Condition }) => Condition)).to.deep.equal([account]);
    }
  });

  it("lets functions out to the endpoints and to DynamoDB's addresses by HTTPS, and nothing in but from them", () => {
    const [egress, ingress] = ["Egress", "Ingress"].map((kind) =>
      ofType(graph, `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`),
    );
    const ports = [...(egress ?? []), ...(ingress ?? [])].map(({ inputs }) => [
      inputs.ipProtocol,
      inputs.fromPort,
      inputs.toPort,
    ]);

    expect(names(egress ?? [])).to.deep.equal([
      "backoffice-network-dynamodb-access",
      "backoffice-network-functions-to-endpoints",
    ]);
    expect(names(ingress ?? [])).to.deep.equal(["backoffice-network-endpoints-from-functions"]);
    for (const port of ports) expect(port).to.deep.equal(["tcp", 443, 443]);
    expect(
      the(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "backoffice-network-default").inputs,
    ).not.to.have.any.keys("ingress", "egress");
  });

  it("gives a role what Lambda needs in its own subnets and group, and denies it to the function's code", () => {
    const policy = the(graph, "aws:iam/rolePolicy:RolePolicy", "orders-get-policy");
    const [changes, deletes, looks, denial] = statementsOf(policy.inputs.policy).slice(-4);
    const arn = "arn:aws:lambda:eu-central-1:123456789012:function:orders-get-prod";

    expect(((changes?.Resource ?? []) as string[]).map((one) => one.split(":")[5]?.split("/")[0])).to.deep.equal([
      "network-interface",
      "subnet",
      "subnet",
      "security-group",
    ]);
    // With interfaces alone Lambda refuses the function.
    expect(deletes).to.deep.include({
      Action: ["ec2:DeleteNetworkInterface"],
      Resource: "arn:aws:ec2:eu-central-1:123456789012:*/*",
    });
    expect(looks?.Resource).to.equal("*");
    expect(denial).to.deep.include({
      Effect: "Deny",
      Resource: "*",
      Condition: { ArnLike: { "lambda:SourceFunctionArn": [arn, `${arn}:*`] } },
    });
    expect(denial?.Action).to.have.length(6);
    const authorizer = the(graph, "aws:iam/rolePolicy:RolePolicy", "orders-authorizer-policy");
    expect(String(authorizer.inputs.policy)).not.to.include("ec2:");
  });

  it("is kept while functions leave it, with the rights by which Lambda takes its interfaces away", async () => {
    const zones = ["eu-central-1a", "eu-central-1b"];
    const leaving = await buildGraph("prod", { network: JSON.stringify({ zones, functionsInside: false }) });
    const stays = (resource: GraphResource) => resource.type !== functionType;

    expect(leaving.filter(stays).map(({ urn, inputs }) => ({ urn, inputs }))).to.deep.equal(
      graph.filter(stays).map(({ urn, inputs }) => ({ urn, inputs })),
    );
    expect(ofType(leaving, functionType).filter(({ inputs }) => "vpcConfig" in inputs)).to.deep.equal([]);
  });

  it("may be somebody else's, whose VPC, routes and flow log are left alone", async () => {
    const theirs = await buildGraph("prod", networkOfOthers);
    const made = theirs.filter(({ type }) => /^(awsx:|aws:ec2\/|aws:vpc\/|pulumi:providers)/.test(type));

    expect([...new Set(made.map(({ type }) => type))].sort()).to.deep.equal([
      "aws:ec2/securityGroup:SecurityGroup",
      endpointType,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ]);
    expect(the(theirs, endpointType, "backoffice-network-dynamodb").inputs.routeTableIds).to.deep.equal([
      "rtb-0123456789abcdef0",
    ]);
    expect(the(theirs, endpointType, "backoffice-network-sqs").inputs.subnetIds).to.deep.equal([
      "subnet-0123456789abcdef0",
      "subnet-0123456789abcdef1",
    ]);
  });
});

describe("services that granted functions call", () => {
  const of = (...actions: string[]) => calledServices([{ actions, resources: ["arn"] }]);

  it("follow from the grants, without what Lambda does itself", () => {
    expect(of("sqs:ReceiveMessage", "sqs:DeleteMessage", "dynamodb:GetRecords", "xray:PutTraceSegments")).to.deep.equal(
      [],
    );
    expect(of("sqs:SendMessage", "kms:Decrypt", "ses:SendEmail").map(({ service }) => service)).to.deep.equal([
      { name: "email", type: "Interface" },
      { name: "kms", type: "Interface" },
      { name: "sqs", type: "Interface" },
    ]);
    expect(of("s3:GetObject")[0]?.service.type).to.equal("Gateway");
  });

  it("join all grants of one service, each resource once", () => {
    const grants = [
      { actions: ["sqs:SendMessage"], resources: ["one", "two"] },
      { actions: ["sqs:ChangeMessageVisibility", "sqs:ReceiveMessage"], resources: ["one"] },
    ];

    expect(calledServices(grants)).to.deep.equal([
      {
        service: { name: "sqs", type: "Interface" },
        actions: ["sqs:ChangeMessageVisibility", "sqs:SendMessage"],
        resources: ["one", "two"],
      },
    ]);
  });

  it("are refused where no endpoint is known: a call would hang", () => {
    expect(() => of("translate:TranslateText")).to.throw("'translate', whose endpoint is not in aws/vpc-endpoints.ts");
  });
});

describe("ranges of a network", () => {
  it("are private, begin with their first address and have room for every zone", () => {
    for (const range of ["10.0.0.0/16", "172.16.8.0/21", "192.168.0.0/16", "172.31.248.0/21"])
      expect(isNetworkRange(range), range).to.equal(true);
    for (const range of [
      "10.0.0.0/15",
      "10.0.0.0/22",
      "10.0.1.0/16",
      "172.32.0.0/16",
      "8.8.0.0/16",
      "10.0.0.256/16",
      "10.0.0.0",
      "fd00::/48",
      "192.168.0.0/33",
    ])
      expect(isNetworkRange(range), range).to.equal(false);
  });

  it("give each zone the next 256 addresses, so that a further zone moves none", () => {
    expect(subnetRanges("10.1.248.0/21", 3)).to.deep.equal(["10.1.248.0/24", "10.1.249.0/24", "10.1.250.0/24"]);
    expect(subnetRanges("192.168.0.0/16", 1)).to.deep.equal(["192.168.0.0/24"]);
    expect(subnetRanges("10.255.0.0/16", 6).at(-1)).to.equal("10.255.5.0/24");
  });
});
