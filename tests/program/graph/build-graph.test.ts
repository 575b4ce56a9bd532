import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { adapters } from "../../../local/deploy/adapters/all";
import { UnknownOutputError } from "../../../program/errors";
import { buildGraph, type GraphResource } from "../../../program/graph/build-graph";
import { GraphProvisioner, valueMakers } from "../../../program/graph/graph-provisioner";

describe("the resource graph", () => {
  let configFolder = "";

  before(async () => {
    configFolder = await mkdtemp(join(tmpdir(), "backoffice-graph-"));
    await writeFile(join(configFolder, "Pulumi.yaml"), "name: shop\n");
    const config = "config:\n  aws:region: eu-central-1\n  shop:color: green\n  shop:token: { secure: x }\n";
    await writeFile(join(configFolder, "Pulumi.dev.yaml"), config);
  });

  after(() => rm(configFolder, { recursive: true, force: true }));

  async function graphOf(program: () => unknown): Promise<ReadonlyMap<string, GraphResource>> {
    const graph = await buildGraph("dev", { token: "geheim" }, { program, configFolder });
    return new Map(graph.map((resource) => [resource.name, resource]));
  }

  it("shows references as realistic values of the example account and the stack's region", async () => {
    const graph = await graphOf(() => {
      const dead = new aws.sqs.Queue("dead", { name: "q-dead" });
      const redrive = pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 });
      new aws.sqs.Queue("queue", { name: "q", redrivePolicy: redrive });
      new aws.sqs.QueuePolicy("policy", { queueUrl: dead.url, policy: "{}" });
      const caller = aws.getCallerIdentityOutput();
      new aws.kms.Alias("alias", { name: pulumi.interpolate`alias/${caller.accountId}`, targetKeyId: "k" });
    });

    expect(graph.get("queue")?.inputs.redrivePolicy).to.equal(
      '{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:123456789012:q-dead","maxReceiveCount":5}',
    );
    expect(graph.get("policy")?.inputs.queueUrl).to.equal("https://sqs.eu-central-1.amazonaws.com/123456789012/q-dead");
    expect(graph.get("alias")?.inputs.name).to.equal("alias/123456789012");
  });

  it("is sorted by URN and has everything that the engine would get", async () => {
    class Shop extends pulumi.ComponentResource {}

    const graph = await graphOf(() => {
      const shop = new Shop("shop:index:Shop", "shop");
      const table = new aws.dynamodb.Table(
        "table",
        { name: "t", hashKey: "id", billingMode: "PAY_PER_REQUEST", attributes: [{ name: "id", type: "S" }] },
        { parent: shop, protect: true, retainOnDelete: true },
      );
      new aws.lambda.Alias(
        "alias",
        { name: "live", functionName: "f", functionVersion: "1" },
        { parent: shop, ignoreChanges: ["functionVersion"], dependsOn: table },
      );
    });

    const urns = [...graph.values()].map(({ urn }) => urn);
    expect(urns).to.deep.equal([...urns].sort());
    expect(graph.get("table")).to.deep.equal({
      urn: "urn:pulumi:dev::shop::shop:index:Shop$aws:dynamodb/table:Table::table",
      type: "aws:dynamodb/table:Table",
      name: "table",
      parent: "urn:pulumi:dev::shop::shop:index:Shop::shop",
      custom: true,
      inputs: { attributes: [{ name: "id", type: "S" }], billingMode: "PAY_PER_REQUEST", hashKey: "id", name: "t" },
      dependencies: [],
      protect: true,
      retainOnDelete: true,
      ignoreChanges: [],
    });
    expect(graph.get("alias")).to.deep.include({
      dependencies: ["urn:pulumi:dev::shop::shop:index:Shop$aws:dynamodb/table:Table::table"],
      ignoreChanges: ["functionVersion"],
      protect: false,
    });
    expect(graph.get("shop")).to.include({
      custom: false,
      parent: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
    });
  });

  it("shows secrets as such and assets by the hash of what they hold", async () => {
    const files = (text: string) => new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(text) });

    const graph = await graphOf(() => {
      const common = { runtime: "nodejs22.x", handler: "index.handler", role: "arn:aws:iam::1:role/r" };
      const token = new pulumi.Config().requireSecret("token");
      new aws.lambda.Function("a", { ...common, code: files("1"), environment: { variables: { TOKEN: token } } });
      new aws.lambda.Function("b", { ...common, code: files("1") });
      new aws.lambda.Function("c", { ...common, code: files("2") });
    });

    expect(JSON.stringify([...graph.values()])).to.not.contain("geheim");
    expect(JSON.stringify(graph.get("a")?.inputs)).to.contain("[secret]");
    const [a, b, c] = ["a", "b", "c"].map((name) => graph.get(name)?.inputs.code);
    expect(a).to.have.property("hash").with.length(64);
    expect(b).to.deep.equal(a);
    expect(c).to.not.deep.equal(a);
  });

  it("gives types that nobody has described an id and an ARN", async () => {
    const graph = await graphOf(() => {
      const broker = new aws.mq.Broker("broker", {
        brokerName: "b",
        engineType: "ActiveMQ",
        engineVersion: "5.18",
        hostInstanceType: "mq.t3.micro",
        users: [],
      });
      new aws.sns.Topic("topic", { name: "t", displayName: broker.arn, deliveryPolicy: broker.id });
    });

    expect(graph.get("topic")?.inputs.displayName).to.match(
      /^arn:aws:mq:eu-central-1:123456789012:broker-[0-9a-f]{7}$/,
    );
    expect(graph.get("topic")?.inputs.deliveryPolicy).to.match(/^broker-[0-9a-f]{7}$/);
  });

  it("refuses to read an output that does not exist", async () => {
    const program = () => ({ id: new aws.sqs.RedrivePolicy("r", { queueUrl: "q", redrivePolicy: "{}" }), odd: odd() });
    const odd = () => new aws.sns.Topic("t", { name: "t" }).beginningArchiveTime;

    const outcome = await buildGraph("dev", { token: "t" }, { program, configFolder }).catch((error: unknown) => error);

    expect(outcome).to.be.instanceOf(UnknownOutputError);
  });

  it("is the same when it is built again", async () => {
    const program = () => {
      const key = new aws.kms.Key("key", {});
      new aws.kms.Alias("alias", { name: "alias/a", targetKeyId: key.keyId });
      const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
      new aws.iam.RolePolicy("policy", { role: role.name, policy: "{}" });
      new aws.lambda.EventSourceMapping("mapping", { functionName: role.uniqueId, eventSourceArn: key.arn });
    };

    const build = async () => JSON.stringify(await buildGraph("dev", { token: "t" }, { program, configFolder }));

    expect(await build()).to.equal(await build());
  });

  describe("and the adapters of the local run", () => {
    const target = { project: "p", stack: "s", partition: "aws", region: "us-east-1", accountId: "1" };

    for (const adapter of adapters.values()) {
      it(`agree on the outputs of ${adapter.type}`, () => {
        const declared = new GraphProvisioner(target).declare(adapter.type, "x", adapter.inputs);

        expect(declared).to.not.equal("any");
        expect(declared).to.include.members([...adapter.outputs]);
        expect(valueMakers).to.have.property(adapter.type);
      });
    }
  });
});
