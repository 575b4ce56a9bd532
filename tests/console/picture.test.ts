import { expect } from "chai";
import { pipelineNames } from "../../components/pipelines";
import { layoutPipelines } from "../../console/server/picture/layout";
import { type Flow, grantsOf, nameInArn, readFlow } from "../../console/server/picture/model";
import { declaredResources } from "../../program/graph/build-graph";
import type { SeenResource } from "../../program/monitor";

describe("the picture of the pipelines", () => {
  let resources: readonly SeenResource[];
  let flow: Flow;

  before(async () => {
    resources = await declaredResources("dev", {});
    flow = readFlow(resources);
  });

  const edge = (from: string, to: string) =>
    flow.edges
      .filter((each) => each.from === from && each.to === to)
      .map(({ kind, label }) => `${kind} ${label}`.trim());

  const queueNames = () =>
    resources.filter(({ type }) => type === "aws:sqs/queue:Queue").map(({ inputs }) => String(inputs.name));

  it("has the way of an order, hop by hop, to its email and back", () => {
    expect(edge("Customers", "orders-api-dev")).to.deep.equal(["data HTTPS"]);
    expect(edge("orders-api-dev", "orders-create-dev")).to.deep.equal(["data"]);
    expect(edge("orders-create-dev", "orders-table-dev")).to.deep.equal(["data"]);
    expect(edge("orders-table-dev", "orders-publisher-dev")).to.deep.equal(["data stream"]);
    expect(edge("orders-publisher-dev", "confirmations-topic-dev")).to.deep.equal(["data"]);
    expect(edge("confirmations-topic-dev", "confirmations-queue-dev")).to.deep.equal(["data"]);
    expect(edge("confirmations-queue-dev", "confirmations-sender-dev")).to.deep.equal(["data"]);
    expect(edge("confirmations-sender-dev", "confirmations-mail-dev")).to.deep.equal(["data"]);
    expect(edge("confirmations-mail-dev", "Recipients")).to.deep.equal(["data email"]);
    expect(edge("confirmations-mail-dev", "confirmations-feedback-topic-dev")).to.deep.equal(["data SES events"]);
  });

  it("has carriers' events from the bus to the table, and the alert of one that failed", () => {
    expect(edge("Carriers", "shipments-bus-dev")).to.deep.equal(["data events"]);
    expect(edge("shipments-bus-dev", "shipments-queue-dev")).to.deep.equal(["data rule"]);
    expect(edge("shipments-processor-dev", "notifications-topic-dev")).to.deep.equal(["data"]);
    expect(edge("notifications-topic-dev", "notifications-processor-dev")).to.deep.equal(["data"]);
  });

  it("leads failures to their queues, and knows those queues by that", () => {
    expect(edge("orders-publisher-dev", "orders-publisher-failures-dev")).to.deep.equal(["failure"]);
    expect(edge("confirmations-queue-dev", "confirmations-dead-letters-dev")).to.deep.equal(["failure"]);
    expect(edge("shipments-bus-dev", "shipments-target-dead-letters-dev")).to.deep.equal(["failure"]);
    const dead = [...flow.nodes.values()].filter(({ kind }) => kind === "deadLetterQueue").map(({ id }) => id);
    expect(dead).to.have.members(queueNames().filter((name) => /-(dead-letters|failures)-dev$/.test(name)));
  });

  it("draws who only reads apart, and who writes as well once", () => {
    expect(edge("orders-table-dev", "orders-get-dev")).to.deep.equal(["read reads"]);
    expect(edge("orders-table-dev", "orders-create-dev")).to.deep.equal([]);
    expect(flow.edges.some(({ to }) => to === "monitoring-errors-dev")).to.equal(false);
  });

  it("has every queue, topic, table and function that a message passes, and nothing twice", () => {
    const drawn = layoutPipelines(flow, "dev");
    // No message passes through monitoring.
    expect(drawn.map(({ pipeline }) => pipeline)).to.deep.equal(pipelineNames.filter((name) => name !== "monitoring"));
    const own = drawn.flatMap(({ nodes }) => nodes.filter(({ foreign }) => !foreign).map(({ id }) => id));
    expect(new Set(own).size).to.equal(own.length);
    expect(queueNames()).to.have.members(own.filter((id) => flow.nodes.get(id)?.kind.toLowerCase().includes("queue")));
  });

  it("puts no two resources of a picture over each other, and all inside it", () => {
    for (const { nodes, width, height } of layoutPipelines(flow, "dev")) {
      for (const [index, one] of nodes.entries()) {
        expect(one.x - one.width / 2).to.be.at.least(0);
        expect(one.y + one.height / 2).to.be.at.most(height);
        expect(one.x + one.width / 2).to.be.at.most(width);
        for (const other of nodes.slice(index + 1)) {
          const apart = Math.abs(one.x - other.x) >= one.width || Math.abs(one.y - other.y) >= one.height;
          expect(apart, `${one.id} and ${other.id}`).to.equal(true);
        }
      }
    }
  });

  it("reads what a function's role allows", () => {
    const sender = grantsOf(resources).filter(({ functionName }) => functionName === "confirmations-sender-dev");
    expect(sender.some(({ actions, resources: on }) => actions.includes("ses:SendEmail") && on.length > 0)).to.equal(
      true,
    );
  });

  it("takes no denial for a grant", () => {
    const statement = (Effect: string, Action: string) => ({ Effect, Action, Resource: "arn:aws:sqs:eu-west-1:1:q" });
    const policy = JSON.stringify({ Statement: [statement("Deny", "sqs:*"), statement("Allow", "sqs:SendMessage")] });
    const declared = [
      { type: "aws:lambda/function:Function", name: "f", inputs: { name: "f", role: "arn:aws:iam::1:role/f-role" } },
      { type: "aws:iam/rolePolicy:RolePolicy", name: "p", inputs: { role: "f-role", policy } },
    ] as unknown as readonly SeenResource[];

    expect(grantsOf(declared)).to.deep.equal([
      { functionName: "f", actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:eu-west-1:1:q"] },
    ]);
  });

  it("reads a resource's name in an ARN of any of its forms", () => {
    expect(nameInArn("arn:aws:lambda:eu-west-1:123456789012:function:orders-get-dev:live")).to.equal("orders-get-dev");
    expect(
      nameInArn("arn:aws:dynamodb:eu-west-1:123456789012:table/orders-table-dev/stream/2026-01-01T00:00:00.000"),
    ).to.equal("orders-table-dev");
    expect(nameInArn("arn:aws:events:eu-west-1:123456789012:event-bus/shipments-bus-dev")).to.equal(
      "shipments-bus-dev",
    );
    expect(nameInArn("arn:aws:sqs:eu-west-1:123456789012:shipments-queue-dev")).to.equal("shipments-queue-dev");
    expect(nameInArn("arn:aws:ses:eu-west-1:123456789012:configuration-set/mail")).to.equal("mail");
    expect(nameInArn("*")).to.equal("");
  });
});
