import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { declaredResources } from "../../../program/graph/build-graph";
import { planUpdate } from "../../../program/update/plan";
import { updateProblems } from "../../../program/update/problems";

class Shop extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("shop:index:Shop", name, {}, opts);
  }
}

const table = (name: string, hashKey: string, opts: pulumi.CustomResourceOptions = {}, physical = "orders") =>
  new aws.dynamodb.Table(
    name,
    { name: physical, hashKey, billingMode: "PAY_PER_REQUEST", attributes: [{ name: hashKey, type: "S" }] },
    opts,
  );
const queue = (name: string, physical: string, opts: pulumi.CustomResourceOptions = {}) =>
  new aws.sqs.Queue(name, { name: physical, receiveWaitTimeSeconds: 20 }, opts);
const alarm = (name: string, opts: pulumi.CustomResourceOptions = {}) =>
  new aws.cloudwatch.MetricAlarm(
    name,
    { name: "full", comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 },
    opts,
  );
const email = (endpoint: string, protocol = "email") =>
  new aws.sns.TopicSubscription("people", { topic: "arn:aws:sns:eu-central-1:123456789012:a", protocol, endpoint });
const createFirst = { deleteBeforeReplace: false };

describe("what an update does", () => {
  let configFolder = "";

  before(async () => {
    configFolder = await mkdtemp(join(tmpdir(), "backoffice-update-"));
    await writeFile(join(configFolder, "Pulumi.yaml"), "name: shop\n");
    await writeFile(join(configFolder, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
  });

  after(() => rm(configFolder, { recursive: true, force: true }));

  async function graphs(before: () => unknown, after: () => unknown) {
    const graph = (program: () => unknown) => declaredResources("dev", {}, { program, configFolder });
    return [await graph(before), await graph(after)] as const;
  }

  /** Each step as operation, name, and for replacements their inputs and which is deleted first. */
  async function steps(before: () => unknown, after: () => unknown): Promise<string[]> {
    return planUpdate(...(await graphs(before, after))).map((step) => {
      const { name } = step.operation === "create" ? step.after : step.before;
      const how =
        step.operation === "replace" ? ` by ${step.by.join(" and ")}, ${step.deleteFirst ? "old" : "new"} first` : "";
      return `${step.operation} ${name}${how}`;
    });
  }

  async function problems(before: () => unknown, after: () => unknown): Promise<string[]> {
    return updateProblems(...(await graphs(before, after))).map(({ kind, name }) => `${kind}: ${name}`);
  }

  it("creates, updates in place, deletes, and leaves alone what is the same", async () => {
    const before = () => {
      queue("kept", "kept");
      queue("gone", "gone");
      table("orders", "id");
    };
    const after = () => {
      queue("kept", "kept");
      queue("new", "new");
      new aws.dynamodb.Table("orders", { name: "orders", hashKey: "id", billingMode: "PROVISIONED", attributes: [] });
    };

    expect((await steps(before, after)).sort()).to.deep.equal([
      "create new",
      "delete gone",
      "same kept",
      "update orders",
    ]);
  });

  it("replaces by an input that cannot change: the old one goes first where it has a name, unless it says otherwise", async () => {
    expect(
      await steps(
        () => [table("named", "id"), table("safe", "id", createFirst, "safe"), new aws.kms.Key("key", {})],
        () => [
          table("named", "orderId"),
          table("safe", "orderId", createFirst, "safe"),
          new aws.kms.Key("key", { multiRegion: true }),
        ],
      ),
    ).to.have.members([
      "replace named by hashKey, old first",
      "replace safe by hashKey, new first",
      "replace key by multiRegion, new first",
    ]);
  });

  it("does not touch what ignoreChanges names, and takes along what is made from what is replaced", async () => {
    const program = (hashKey: string) => () => {
      table("ignored", hashKey, { ignoreChanges: ["hashKey"] }, "ignored");
      const orders = table("orders", hashKey, createFirst);
      new aws.lambda.EventSourceMapping("mapping", {
        eventSourceArn: orders.streamArn,
        functionName: "f",
        batchSize: 1,
      });
      new aws.cloudwatch.MetricAlarm("alarm", {
        name: "a",
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        dimensions: { TableName: orders.name },
      });
    };

    expect(await steps(program("id"), program("orderId"))).to.have.members([
      "update ignored", // its attributes, not its key
      "replace orders by hashKey, new first",
      "replace mapping by eventSourceArn, new first",
      "same alarm",
    ]);
  });

  it("refuses a type that aws/replacement does not have", async () => {
    const [before, after] = await graphs(
      () =>
        new aws.mq.Broker("broker", {
          brokerName: "b",
          engineType: "RabbitMQ",
          engineVersion: "3",
          hostInstanceType: "m",
          users: [],
        }),
      () =>
        new aws.mq.Broker("broker", {
          brokerName: "c",
          engineType: "RabbitMQ",
          engineVersion: "3",
          hostInstanceType: "m",
          users: [],
        }),
    );

    expect(() => planUpdate(before, after)).to.throw(
      "aws/replacement has no entry for the type aws:mq/broker:Broker of urn:pulumi:dev::shop::aws:mq/broker:Broker::broker",
    );
  });

  it("knows a renamed resource, a moved one and the children of a renamed component by their aliases", async () => {
    const before = () => {
      const old = new Shop("old");
      queue("old-queue", "a", { parent: old });
      queue("plain", "b");
      queue("top", "c");
    };
    const after = () => {
      const shop = new Shop("new", { aliases: [{ name: "old" }] });
      queue("new-queue", "a", { parent: shop });
      queue("renamed", "b", { aliases: [{ name: "plain" }] });
      queue("top", "c", { parent: shop, aliases: [{ parent: pulumi.rootStackResource }] });
    };

    expect((await steps(before, after)).sort()).to.deep.equal(["same old-queue", "same plain", "same top"]);
  });

  it("knows one by a whole URN as well, and no other by a name that is nowhere", async () => {
    const urn = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::first";

    expect(
      await steps(
        () => queue("first", "a"),
        () => queue("second", "a", { aliases: [urn] }),
      ),
    ).to.deep.equal(["same first"]);
    expect(
      await steps(
        () => queue("first", "a"),
        () => queue("second", "b", { aliases: [{ name: "third" }] }),
      ),
    ).to.deep.equal(["create second", "delete first"]);
  });

  describe("and what goes wrong", () => {
    it("is nothing where nothing ends", async () => {
      expect(
        await problems(
          () => queue("a", "a"),
          () => [queue("a", "a"), queue("b", "b")],
        ),
      ).to.deep.equal([]);
    });

    it("is lost data where a table is deleted before its replacement exists, or goes", async () => {
      expect(
        await problems(
          () => table("t", "id"),
          () => table("t", "orderId"),
        ),
      ).to.deep.equal(["loses data: t"]);
      expect(
        await problems(
          () => table("t", "id"),
          () => undefined,
        ),
      ).to.deep.equal(["loses data: t"]);
      // Another name, so AWS refuses nothing, and the old one goes at the end.
      expect(
        await problems(
          () => table("t", "id", createFirst),
          () => table("t", "id", createFirst, "other"),
        ),
      ).to.deep.equal(["loses data: t"]);
    });

    it("is a refusal by AWS where the replacement is created first under the same name", async () => {
      expect(
        await problems(
          () => table("t", "id", createFirst),
          () => table("t", "orderId", createFirst),
        ),
      ).to.deep.equal(["refused by AWS: t"]);
    });

    it("is a refusal in the preview where the old one is protected, whatever the new one says", async () => {
      expect(
        await problems(
          () => table("t", "id", { protect: true }),
          () => table("t", "orderId"),
        ),
      ).to.deep.equal(["refused in the preview: t"]);
      expect(
        await problems(
          () => table("t", "id"),
          () => table("t", "orderId", { protect: true }),
        ),
      ).to.deep.equal(["loses data: t"]);
    });

    it("is a resource that stays in AWS where it is retained, and keeps its name from the next", async () => {
      expect(
        await problems(
          () => table("t", "id", { retainOnDelete: true }),
          () => undefined,
        ),
      ).to.deep.equal(["left in AWS: t"]);
      expect(
        await problems(
          () => table("t", "id", { retainOnDelete: true }),
          () => table("t", "orderId", { retainOnDelete: true }),
        ),
      ).to.deep.equal(["left in AWS: t", "refused by AWS: t"]);
    });

    it("is a refusal by AWS where a table moves without an alias: the old one is still there, and stays", async () => {
      expect(
        await problems(
          () => table("t", "id"),
          () => table("t", "id", { parent: new Shop("shop") }),
        ),
      ).to.deep.equal(["refused by AWS: t"]);
    });

    it("is the new one's end where AWS takes it for the old one: alarms, and queues with the same attributes", async () => {
      expect(
        await problems(
          () => alarm("full"),
          () => alarm("full", { parent: new Shop("shop") }),
        ),
      ).to.deep.equal(["deletes the new one: full"]);
      expect(
        await problems(
          () => queue("q", "q"),
          () => queue("q", "q", { parent: new Shop("shop") }),
        ),
      ).to.deep.equal(["loses data: q", "deletes the new one: q"]);
      expect(
        await problems(
          () => queue("q", "q"),
          () => new aws.sqs.Queue("other", { name: "q", receiveWaitTimeSeconds: 10 }),
        ),
      ).to.deep.equal(["refused by AWS: other"]);
    });

    it("is people who must confirm again, for email only", async () => {
      expect(
        await problems(
          () => email("a@example.com"),
          () => email("b@example.com"),
        ),
      ).to.deep.equal(["asks people: people"]);
      const lambda = "arn:aws:lambda:eu-central-1:123456789012:function:";
      expect(
        await problems(
          () => email(`${lambda}a`, "lambda"),
          () => email(`${lambda}b`, "lambda"),
        ),
      ).to.deep.equal([]);
    });

    it("is an interruption where what is called is deleted first", async () => {
      const role = (path: string) => () => new aws.iam.Role("role", { name: "r", path, assumeRolePolicy: "{}" });

      expect(await problems(role("/"), role("/shop/"))).to.deep.equal(["interrupts: role"]);
    });
  });
});
