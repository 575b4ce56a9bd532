import { expect } from "chai";
import { sumOf } from "../../../scripts/cost/flow";
import { busy, keyRequestsPerEvent, recordsPerBatch, steady, tracedShare } from "../../../scripts/cost/load";
import { GraphReadError, StackGraph } from "../../../scripts/cost/stack-graph";
import { costOf, step } from "../../../scripts/cost/step";
import { type TableWrite, writeSteps } from "../../../scripts/cost/table-steps";
import { resource } from "./fixtures";

const things = resource("aws:dynamodb/table:Table", "orders-things", {
  name: "orders-things-test",
  billingMode: "PAY_PER_REQUEST",
  globalSecondaryIndexes: [{ name: "ByOwner", hashKey: "owner", rangeKey: "at" }],
});

const write: TableWrite = {
  table: "orders-things",
  size: 1024,
  attributes: ["id", "owner", "at"],
  why: "a test writes it",
  origin: "floor",
  indexOrigins: { ByOwner: "O5" },
};

function written(change: Partial<TableWrite> = {}, more = [things]): [string, string, number][] {
  return writeSteps(new StackGraph(more), { ...write, ...change }).map(({ what, origin, count }) => [
    what,
    origin,
    count,
  ]);
}

describe("prices of events", () => {
  const reason = { why: "a test", origin: "floor" } as const;

  it("multiplies units by the price of a million", () => {
    expect(costOf(step("something", "tableWrite", 3, reason))).to.equal(1.875);
  });

  it("holds a total against its floor, and against floor and requirements together", () => {
    const steps = [
      step("floor", "topicPublish", 4, reason),
      step("asked", "topicPublish", 2, { why: "O8 says so", origin: "O8" }),
      step("chosen", "topicPublish", 3, { why: "our way", origin: "choice" }),
    ];

    expect(sumOf(steps, { form: "a form", usd: 2 })).to.deep.equal({
      total: 4.5,
      asked: 1,
      chosen: 1.5,
      ratio: 2.25,
      askedRatio: 1.5,
    });
    expect(sumOf(steps, undefined)).to.deep.equal({ total: 4.5, asked: 1, chosen: 1.5 });
  });
});

describe("prices of writes", () => {
  it("pays a write for each started kilobyte, and the same for each index that shows the item", () => {
    expect(written({ size: 1025 })).to.deep.equal([
      ["write to orders-things", "floor", 2],
      ["index ByOwner of orders-things", "O5", 2],
    ]);
  });

  it("pays no index that does not show the item, and none for a refused write", () => {
    const only = [["write to orders-things", "floor", 1]];

    expect(written({ attributes: ["id", "owner"] })).to.deep.equal(only);
    expect(written({ refused: true })).to.deep.equal(only);
  });

  it("pays an index twice when one of its keys changes: as it was asked for by its hash key, by choice for its order", () => {
    const last = (changes: readonly string[]) => written({ changes }).slice(2);

    expect(last(["note"])).to.deep.equal([]);
    expect(last(["owner", "at"])).to.deep.equal([["index ByOwner of orders-things, old entry", "O5", 1]]);
    expect(last(["at"])).to.deep.equal([["index ByOwner of orders-things, old entry", "choice", 1]]);
  });

  it("calls an index a choice that nobody has asked for", () => {
    expect(written({ indexOrigins: {} })[1]).to.deep.equal(["index ByOwner of orders-things", "choice", 1]);
  });

  it("pays for what watches the table", () => {
    const type = "aws:dynamodb/contributorInsights:ContributorInsights";
    const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders-things-test";
    const watched = [
      things,
      resource(type, "table", { tableName: "orders-things-test" }),
      resource(type, "index", { tableName: "orders-things-test", indexName: "ByOwner" }),
      resource("aws:cloudtrail/trail:Trail", "trail", {
        advancedEventSelectors: [{ fieldSelectors: [{ field: "resources.ARN", equals: [arn] }] }],
      }),
    ];

    expect(written({}, watched).slice(2)).to.deep.equal([
      ["Contributor Insights on orders-things", "choice", 2],
      ["CloudTrail data event of orders-things", "O10", 1],
    ]);
    expect(written({ origin: "choice" }, watched).at(-1)).to.deep.equal([
      "CloudTrail data event of orders-things",
      "choice",
      1,
    ]);
  });

  it("says which resource is missing, and what it does not understand of another", () => {
    const provisioned = resource("aws:dynamodb/table:Table", "orders-things", {
      name: "t",
      billingMode: "PROVISIONED",
    });

    expect(() => written({}, [])).to.throw(GraphReadError, "no aws:dynamodb/table:Table named orders-things");
    expect(() => written({}, [provisioned])).to.throw(GraphReadError, "billingMode");
  });
});

describe("what events share", () => {
  it("fills batches when it is busy, and else by what comes within the window", () => {
    const tenPerSecond = { name: "steady", perSecond: 10 } as const;

    expect(recordsPerBatch(busy, 10, 0)).to.equal(10);
    expect(recordsPerBatch(tenPerSecond, 100, 0)).to.equal(1);
    expect(recordsPerBatch(tenPerSecond, 100, 5)).to.equal(50);
    expect(recordsPerBatch(tenPerSecond, 10, 5)).to.equal(10);
  });

  it("traces the first request of each second and a twentieth of the rest", () => {
    expect([0.02, 1, 2, 101].map(tracedShare)).to.deep.equal([1, 1, 0.525, 6 / 101]);
  });

  it("asks KMS once for all events of a data key, and for each event at most what one key takes", () => {
    expect(keyRequestsPerEvent(10, 3, 300)).to.equal(0.001);
    expect(keyRequestsPerEvent(0.001, 3, 300)).to.equal(3);
  });

  it("spreads a month's events over 730 hours", () => {
    expect(steady(2_628_000)).to.deep.equal({ name: "steady", perSecond: 1 });
  });
});
