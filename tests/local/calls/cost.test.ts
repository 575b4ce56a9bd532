import { expect } from "chai";
import { compareFlow, since } from "../../../local/calls/cost";
import { costTable } from "../../../local/calls/cost-table";
import type { CallCount } from "../../../ops/calls/counts";
import { estimateOf, flowOf, graphOf } from "../../scripts/cost/fixtures";

function called(service: string, action: string, resource: string, entries: number, caller = "f"): CallCount {
  return {
    ...{
      caller,
      byFunction: caller === "f",
      service,
      action,
      resource,
      calls: entries,
      entries,
      outcomes: { ok: entries },
    },
    ...{ retries: 0, faults: 0, milliseconds: 1, requestBytes: 1, responseBytes: 1 },
  };
}

/** Calls of ten orders, as the model has them. */
const tenOrders: readonly CallCount[] = [
  called("execute-api", "POST", "api/v1", 10, "client"),
  called("dynamodb", "Query", "table/orders-table-dev/index/CustomerIndex", 10),
  called("dynamodb", "PutItem", "table/orders-table-dev", 10),
  called("dynamodb", "PutItem", "table/orders-audit-dev", 10),
  called("events", "PutEvents", "event-bus/shipments-bus-dev", 10),
];

describe("the cost of a million events by their calls", () => {
  const flow = async (name: string) => flowOf(estimateOf(await graphOf("dev")), name);

  it("is the model's where the calls are, step by step", async () => {
    const compared = compareFlow(await flow("orders: placed"), tenOrders, 10, "dev");
    const shown = compared.steps.filter((step) => step.called !== undefined);

    expect(shown.map(({ what, modelled, called: own, differs }) => [what, modelled, own, differs])).to.deep.equal([
      ["API request", 1, 1, false],
      ["recent orders of the customer", 0.5, 0.5, false],
      ["write to orders-table", 1, 1, false],
      ["write to orders-audit", 1, 1, false],
      ["event on the bus", 1, 1, false],
    ]);
    expect(compared.usd).to.be.closeTo(compared.modelUsd, 1e-9);
    expect(compared.modelUsd).to.be.closeTo((await flow("orders: placed")).million.total, 1e-9);
  });

  it("differs by a write more, and is not disturbed by what the run and others call", async () => {
    const counts = [
      ...tenOrders,
      called("dynamodb", "UpdateItem", "table/orders-table-dev", 1),
      called("dynamodb", "PutItem", "table/orders-audit-dev", 50, "administrator"),
    ];
    const { steps, usd, modelUsd } = compareFlow(await flow("orders: placed"), counts, 10, "dev");

    expect(steps.filter(({ differs }) => differs).map(({ what, called: own }) => [what, own])).to.deep.equal([
      ["write to orders-table", 1.1],
    ]);
    expect(usd - modelUsd).to.be.closeTo(0.1 * 0.625, 1e-9);
  });

  it("bears five hundredths, and no more", async () => {
    const differing = async (writes: number) => {
      const counts = [...tenOrders, called("dynamodb", "UpdateItem", "table/orders-table-dev", writes)];
      return compareFlow(
        await flow("orders: placed"),
        counts.map((count) => ({ ...count, entries: count.entries * 10 })),
        100,
        "dev",
      ).steps.filter(({ differs }) => differs).length;
    };

    expect([await differing(0.4), await differing(0.6)]).to.deep.equal([0, 1]);
  });

  it("has the calls between two moments only", () => {
    const before = [called("ses", "SendEmail", "configuration-set/s", 3), called("sqs", "SendMessage", "q", 2)];
    const after = [
      called("ses", "SendEmail", "configuration-set/s", 8),
      ...before.slice(1),
      called("sns", "Publish", "t", 1),
    ];

    expect(since(before, after).map(({ service, calls, entries }) => [service, calls, entries])).to.deep.equal([
      ["ses", 5, 5],
      ["sns", 1, 1],
    ]);
  });

  it("leaves to the model what neither functions nor clients call", async () => {
    const { steps } = compareFlow(await flow("shipments: carrier event"), [], 10, "dev");

    expect(steps.find(({ what }) => what === "event on the bus"))
      .to.deep.include({ differs: false })
      .and.not.have.property("called");
    expect(steps.find(({ what }) => what === "write to shipments-table")).to.deep.include({ called: 0, differs: true });
  });

  it("is shown as a table, with what no call shows in one row", async () => {
    const text = costTable(compareFlow(await flow("orders: placed"), tenOrders, 10, "dev"));

    expect(text).to.match(/^orders: placed: 10 events\n/);
    expect(text).to.match(/write to orders-audit +1 +1 +0\.63 +0\.63/);
    expect(text).to.match(/\d+ steps that no call shows/);
    expect(text).to.not.contain("differs");
  });
});
