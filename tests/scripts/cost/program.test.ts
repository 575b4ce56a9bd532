import { expect } from "chai";
import type { FlowEstimate } from "../../../scripts/cost/estimate";
import { budget } from "../../../scripts/cost/flow";
import { changed, estimateOf, flowOf, graphOf, usdOf } from "./fixtures";

/** Total over the floor, and over the floor and what requirements ask for beyond it. */
function ratios({ million }: FlowEstimate): [number, number] {
  return [million.ratio ?? 0, million.askedRatio ?? 0];
}

/**
 * Most that each event may cost, over its form's floor and over floor and requirements. The floors know one write without indexes, one
 * log line and no traces; what the first numbers hold beyond 1.2 is asked for by requirements, step by step in the estimate. Where the
 * second is beyond 1.2, it is a choice of ours.
 */
const bounds: Readonly<Record<"prod" | "dev", Readonly<Record<string, readonly [number, number]>>>> = {
  prod: {
    // Index and audit with its index, the event on the bus, authorizer, access log, and in prod CloudTrail: 1 USD for each call of a table.
    // AWS WAF: 0.60 USD a request.
    "orders: placed": [2.65, budget],
    "orders: status changed": [2.7, budget],
    "orders: read": [1.35, budget],
    "confirmations: email": [budget, budget],
    // History and state, with an index whose entries move.
    "shipments: carrier event": [3.15, budget],
    // 20 USD are the emails that SNS sends to the one subscriber.
    "notifications: delivered": [13.6, budget],
  },
  dev: {
    "orders: placed": [2.1, budget],
    "orders: status changed": [1.95, budget],
    "orders: read": [1.05, budget],
    "confirmations: email": [budget, budget],
    // OrderIndex, by which operators trace an order: its entry moves with each event, 1.25 USD that no requirement asks for.
    "shipments: carrier event": [2.3, 1.27],
    "notifications: delivered": [12.5, budget],
  },
};

describe("the estimate of the program", () => {
  for (const stack of ["prod", "dev"] as const) {
    it(`prices every event of the stack ${stack} within its bounds`, async () => {
      const estimate = estimateOf(await graphOf(stack));

      const found = estimate.flows.filter(({ floor }) => floor !== undefined);
      expect(found.map(({ name }) => name)).to.deep.equal(Object.keys(bounds[stack]));
      for (const flow of found) {
        const [floorBound, askedBound] = bounds[stack][flow.name] ?? [0, 0];
        const [toFloor, toAsked] = ratios(flow);
        expect(toFloor, flow.name).to.be.within(0.9 * floorBound, floorBound);
        expect(toAsked, flow.name).to.be.within(0.8, askedBound);
        expect(flow.million.withinBudget, flow.name).to.equal(toAsked <= budget);
      }
    });

    it(`explains every step of the stack ${stack}, and its month is the sum of its parts`, async () => {
      const { flows, fixed, monthUsd, biggest, byUse } = estimateOf(await graphOf(stack));

      for (const { million, month } of flows) {
        expect(million.total).to.be.closeTo(
          million.steps.reduce((sum, { usd }) => sum + usd, 0),
          1e-9,
        );
        expect(month.usd).to.be.closeTo((month.perMillion * month.events) / 1_000_000, 1e-9);
        expect([...million.steps, ...month.steps].filter(({ why, count }) => why === "" || !(count > 0))).to.deep.equal(
          [],
        );
      }
      expect(fixed.unknown).to.deep.equal([]);
      expect(monthUsd).to.be.closeTo(
        biggest.reduce((sum, { usd }) => sum + usd, 0),
        1e-6,
      );
      expect(byUse.map(({ type }) => type)).to.include("aws:dynamodb/table:Table");
    });
  }

  it("costs more a million in a quiet month, where nobody shares a batch, a trace or a data key", async () => {
    for (const { name, million, month } of estimateOf(await graphOf("prod")).flows) {
      if (name !== "monitoring: error recorded") expect(month.perMillion, name).to.be.greaterThan(million.total);
    }
  });

  it("follows the batch size of a queue", async () => {
    const graph = await graphOf("prod");
    const single = changed(graph, "confirmations-sender-queue", "EventSourceMapping", { batchSize: 1 });
    const before = flowOf(estimateOf(graph), "confirmations: email");
    const after = flowOf(estimateOf(single), "confirmations: email");

    for (const what of ["receive from confirmations-queue", "invocation of confirmations-sender"]) {
      expect(usdOf(after, what), what).to.be.closeTo(10 * usdOf(before, what), 1e-9);
    }
    expect(usdOf(after, "send to confirmations-queue")).to.equal(usdOf(before, "send to confirmations-queue"));
  });

  it("follows the memory, the architecture and the tracing of a function", async () => {
    const graph = await graphOf("prod");
    const flowWith = (inputs: Parameters<typeof changed>[3]) =>
      flowOf(estimateOf(changed(graph, "orders-auditor", "Function", inputs)), "orders: placed");
    const time = "time of orders-auditor";
    const before = flowWith({});

    expect(usdOf(flowWith({ memorySize: 1024 }), time)).to.be.closeTo(2 * usdOf(before, time), 1e-9);
    expect(usdOf(flowWith({ architectures: ["x86_64"] }), time)).to.be.closeTo(1.25 * usdOf(before, time), 1e-3);
    expect(usdOf(before, "trace of orders-auditor")).to.be.greaterThan(0);
    expect(usdOf(flowWith({ tracingConfig: { mode: "PassThrough" } }), "trace of orders-auditor")).to.equal(0);
  });

  it("follows the indexes of a table", async () => {
    const graph = await graphOf("dev");
    const plain = changed(graph, "orders-table", "Table", { globalSecondaryIndexes: [] });
    const total = (resources: typeof graph, name: string) => flowOf(estimateOf(resources), name).million.total;

    expect(total(graph, "orders: placed") - total(plain, "orders: placed")).to.be.closeTo(0.625, 1e-9);
  });

  it("follows which events SES publishes", async () => {
    const graph = await graphOf("dev");
    const type = "ConfigurationSetEventDestination";
    const destination = graph.find((each) => each.type.endsWith(`:${type}`));
    const inputs = (matchingEventTypes: string[]) => ({
      eventDestination: { enabled: true, matchingEventTypes, snsDestination: { topicArn: "arn:aws:sns:x" } },
    });
    const publishes = (types: string[]) =>
      flowOf(
        estimateOf(changed(graph, destination?.name ?? "", type, inputs(types))),
        "confirmations: email",
      ).million.steps.filter(({ what }) => what === "publish to confirmations-feedback-topic").length;

    expect([publishes(["SEND", "DELIVERY", "BOUNCE"]), publishes(["DELIVERY"]), publishes([])]).to.deep.equal([
      2, 1, 0,
    ]);
  });

  it("says which resource it misses", async () => {
    const graph = (await graphOf("dev")).filter(({ name }) => name !== "shipments-queue");

    expect(() => estimateOf(graph)).to.throw("The stack declares no aws:sqs/queue:Queue named shipments-queue");
  });
});
