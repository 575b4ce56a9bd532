import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { buildGraph, type GraphResource } from "../../../program/graph/build-graph";
import { type CapacityRequest, estimateCapacity } from "../../../scripts/capacity/estimate";
import { withScaling } from "../../../scripts/capacity/page";
import { markdownReport, textReport } from "../../../scripts/capacity/report";
import { changed, graphOf } from "../cost/fixtures";

const granted = new Map([
  ["L-CDEF9B6B", 14],
  ["L-804C8AE8", 50_000],
]);

const request: CapacityRequest = {
  stack: "prod",
  region: "eu-central-1",
  ordersPerSecond: 100,
  burst: 10_000,
  granted,
  seed: 1,
};

describe("the capacity of prod", () => {
  let prod: readonly GraphResource[];
  before(async () => {
    prod = await graphOf("prod");
  });

  const steps = (resources: readonly GraphResource[], changes: Partial<CapacityRequest> = {}) =>
    new Map(
      estimateCapacity({ ...request, burst: 1, ...changes }, resources).steps.map((step) => [
        step.resource,
        [step.demand, step.limit],
      ]),
    );

  it("holds what an order does against each limit on its way", () => {
    const found = steps(prod);

    // Placed, moved three times and read twice.
    expect(found.get("orders-api, requests")).to.deep.equal([600, 500]);
    expect(found.get("all APIs of the account, requests")).to.deep.equal([600, 10_000]);
    // An environment answers ten requests a second at most, however short they are.
    expect(found.get("orders-create, concurrency")).to.deep.equal([10, 100]);
    expect(found.get("orders-update-status, concurrency")).to.deep.equal([30, 100]);
    // Ten calls with ten messages, of which five wait at a time: 2 x (4 x 6 + 90) + 5 ms.
    expect(found.get("confirmations-sender-queue")).to.deep.equal([100, (10 * 10 * 1000) / 233]);
    expect(found.get("confirmations-feedback-queue")).to.deep.equal([200, 5 * 10 * 10]);
    expect(found.get("orders-publisher-stream, 4 shards")).to.deep.equal([400, 4 * 25 * 10]);
    expect(found.get("orders-table, writes")).to.deep.equal([400, 40_000]);
    expect(found.get("notifications-topic, emails to people")).to.deep.equal([100, 10]);
    expect(found.get("SES, emails a second")).to.deep.equal([100, 14]);
    expect(found.get("SES, emails a day")).to.deep.equal([8_640_000, 50_000]);
    // By tens from the outbox, one by one from carriers.
    expect(found.get("shop event bus, PutEvents")).to.deep.equal([140, 2_400]);
  });

  it("finds the keys that many items share", () => {
    const shared = [...steps(prod).keys()].filter((resource) => /Index, (one|a) /.test(resource));

    expect(shared).to.have.members([
      "notifications-table, StatusIndex, one status",
      "shipments-table, StatusIndex, one status",
      "monitoring-errors, FunctionNameIndex, one failing function",
      "orders-audit, ActorIndex, one machine user that moves all orders",
    ]);
    // A status change of a shipment removes its old entry and adds one; only placing an order is its customer's own.
    expect(steps(prod).get("shipments-table, StatusIndex, one status")).to.deep.equal([200, 1_000]);
    expect(steps(prod).get("orders-audit, ActorIndex, one machine user that moves all orders")).to.deep.equal([
      300, 1_000,
    ]);
  });

  it("moves the wall of a status and of a function by indexShards, and says how many are needed", async () => {
    const eight = await buildGraph("prod", { indexShards: "8" });
    const remedy = (resources: readonly GraphResource[], ordersPerSecond: number) =>
      estimateCapacity({ ...request, burst: 1, ordersPerSecond }, resources).steps.find(
        ({ resource }) => resource === "shipments-table, StatusIndex, one status",
      );

    expect(steps(eight).get("shipments-table, StatusIndex, one status")).to.deep.equal([200, 8_000]);
    expect(steps(eight).get("notifications-table, StatusIndex, one status")?.[1]).to.equal(8_000);
    expect(steps(eight).get("monitoring-errors, FunctionNameIndex, one failing function")?.[1]).to.equal(8_000);
    expect(steps(eight).get("orders-audit, ActorIndex, one machine user that moves all orders")?.[1]).to.equal(1_000);
    expect(remedy(prod, 1_000)).to.deep.include({ adjustable: true, quota: "setting indexShards" });
    expect(remedy(prod, 1_000)?.remedy).to.contain("set indexShards to 3 or more");
    expect(remedy(eight, 50_000)?.remedy).to.contain("indexShards takes 64 at most, which is 64,000");
  });

  it("follows the settings, the region and what the account has been granted", () => {
    const faster = changed(prod, "orders-publisher-stream", "EventSourceMapping", { parallelizationFactor: 4 });
    const more = changed(prod, "confirmations-sender-queue", "EventSourceMapping", {
      scalingConfig: { maximumConcurrency: 20 },
    });

    expect(steps(faster).get("orders-publisher-stream, 4 shards")).to.deep.equal([400, 4 * 4 * 25 * 10]);
    expect(steps(more).get("confirmations-sender-queue")).to.deep.equal([100, (20 * 10 * 1000) / 233]);
    expect(steps(prod, { region: "us-east-1" }).get("topics, messages")).to.deep.equal([400, 30_000]);
    expect(steps(prod, { granted: new Map([["L-F8E2BA85", 5_000]]) }).get("topics, messages")?.[1]).to.equal(5_000);
    expect(steps(prod, { ordersPerSecond: 2_000 }).get("orders-publisher-stream, 8 shards")?.[1]).to.equal(8 * 25 * 10);
  });

  it("names what breaks first and from which rate on, whatever rate was asked about", () => {
    const at = (ordersPerSecond: number, more: ReadonlyMap<string, number> = granted) =>
      estimateCapacity({ ...request, burst: 1, ordersPerSecond, granted: more }, prod).first;
    const enough = new Map([
      ["L-CDEF9B6B", 1_000_000],
      ["L-804C8AE8", 1_000_000_000],
    ]);

    expect(at(100).resource).to.equal("SES, emails a day");
    expect(at(100).atOrdersPerSecond).to.be.closeTo(50_000 / 86_400, 1e-9);
    expect(at(0.1).atOrdersPerSecond).to.be.closeTo(50_000 / 86_400, 1e-9);
    expect([at(0.1).breaks, at(100).breaks]).to.deep.equal([false, true]);
    expect(at(1, enough)).to.deep.equal({
      resource: "notifications-topic, emails to people",
      atOrdersPerSecond: 10,
      breaks: false,
    });
  });

  it("sends a burst through SES's rate, and says which alarms ring", () => {
    const { burst } = estimateCapacity(request, prod);

    expect(burst).to.include({ size: 10_000, emailRate: 14, sent: 10_000, deadLettered: 0 });
    expect(burst.drainSeconds).to.be.within((10_000 - 14) / 14, (2 * 10_000) / 14 + 900);
    expect(burst.alarms.map(({ alarm }) => alarm)).to.deep.equal(["confirmations-retries-alarm"]);
  });

  it("rings the age of the queue where nothing is refused and the senders are too slow", () => {
    const slow = changed(prod, "confirmations-sender-queue", "EventSourceMapping", {
      scalingConfig: { maximumConcurrency: 2 },
    });
    const enough = new Map([["L-CDEF9B6B", 1_000]]);

    const { burst } = estimateCapacity({ ...request, burst: 100_000, granted: enough }, slow);

    expect(burst.refusals).to.equal(0);
    expect(burst.alarms.map(({ alarm }) => alarm)).to.deep.equal(["confirmations-queue-age-alarm"]);
  });

  it("prints text, with what is to be done, and Markdown", () => {
    const estimate = estimateCapacity(request, prod);

    const text = textReport(estimate);
    expect(text).to.contain("at 100 orders a second: SES, emails a day breaks first, from 0.579 orders a second on.");
    expect(text).to.match(/^120 % +600 of 500 +a second +orders-api, requests +setting apiRateLimit$/m);
    expect(text).to.contain("- orders-api, requests: set apiRateLimit higher");
    expect(text).to.contain("A burst of 10,000 orders, with SES taking 14 a second: the last email goes out after ");
    expect(markdownReport(estimate)).to.match(/^\| 120 % \| 600 \| 500 a second \| orders-api, requests \|/m);
  });

  it("stands in docs/scaling.md as it is: npm run scaling writes it", () => {
    const page = readFileSync(join(projectRoot, "docs", "scaling.md"), "utf8");

    expect(page).to.equal(withScaling(page, "prod", "eu-central-1", prod));
  });
});
