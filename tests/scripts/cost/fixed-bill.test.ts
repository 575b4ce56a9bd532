import { expect } from "chai";
import { metrics } from "../../../functions/contracts/metric-catalog";
import type { GraphResource, Json } from "../../../program/graph/build-graph";
import { charges, fixedBill } from "../../../scripts/cost/fixed/charges";
import { dimensionSets } from "../../../scripts/cost/fixed/watching";
import { graphOf, resource } from "./fixtures";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const insights = "aws:dynamodb/contributorInsights:ContributorInsights";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** What is counted, how much of it, and USD a month. */
function lines(...resources: GraphResource[]): [string, number, number][] {
  return fixedBill(resources).lines.map(({ what, count, unitPrice }) => [what, count, count * unitPrice]);
}

function mathAlarm(names: readonly string[]): GraphResource {
  const queries = names.map((id) => ({ id, metric: { metricName: id, period: 300 } }));
  return resource(alarm, "math", { metricQueries: [{ id: "result", expression: names.join(" + ") }, ...queries] });
}

describe("the monthly bill", () => {
  it("pays a math alarm by each metric that it names, and none for the expression", () => {
    expect(lines(resource(alarm, "plain", { period: 60 }))).to.deep.equal([["alarms, by metric", 1, 0.1]]);
    expect(lines(mathAlarm(["errors", "invocations"]))).to.deep.equal([["alarms, by metric", 2, 0.2]]);
  });

  it("pays three times as much for an alarm that looks more often than once a minute", () => {
    expect(lines(resource(alarm, "fast", { period: 10 }))).to.deep.equal([
      ["alarms, by metric", 0, 0],
      ["alarms below a minute, by metric", 1, 0.3],
    ]);
  });

  it("falls by an alarm's own price when the program no longer declares it", async () => {
    const all = await graphOf("prod");
    const before = fixedBill(all).usd;
    const without = (name: string) => fixedBill(all.filter((each) => each.type !== alarm || each.name !== name)).usd;

    expect(before - without("orders-create-throttles-alarm")).to.be.closeTo(0.1, 1e-9);
    expect(before - without("orders-create-error-rate-alarm")).to.be.closeTo(0.2, 1e-9);
    expect(before - without("orders-nothing-alarm")).to.equal(0);
  });

  it("subtracts no free dashboards, which are the account's", () => {
    const dashboard = "aws:cloudwatch/dashboard:Dashboard";

    expect(lines(resource(dashboard, "one"), resource(dashboard, "two"))).to.deep.equal([["dashboards", 2, 6]]);
  });

  it("pays two insight rules for a table or an index, four where there is a sort key, and half for throttled keys only", () => {
    const table = resource("aws:dynamodb/table:Table", "orders-things", {
      name: "things",
      globalSecondaryIndexes: [{ name: "ByOwner", rangeKey: "at" }],
    });
    const onTable = resource(insights, "table", { tableName: "things" });
    const onIndex = resource(insights, "index", { tableName: "things", indexName: "ByOwner" });
    const throttled = resource(insights, "throttled", { tableName: "things", mode: "THROTTLED_KEYS" });

    expect(lines(table, onTable, onIndex, throttled)).to.deep.equal([["rules of Contributor Insights", 7, 3.5]]);
  });

  it("pays the polls of queues and not those of streams", () => {
    const mapping = "aws:lambda/eventSourceMapping:EventSourceMapping";
    const queue = resource(mapping, "queue", { eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:things" });
    const stream = resource(mapping, "stream", { eventSourceArn: "arn:aws:dynamodb:us-east-1:123456789012:table/t" });

    const [line, ...others] = lines(queue, stream);

    expect(others).to.deep.equal([]);
    expect(line?.[2]).to.be.closeTo(0.2628, 1e-9);
  });

  it("pays interface endpoints by zone and no gateway endpoint", () => {
    const inZones = resource(endpoint, "sqs", { vpcEndpointType: "Interface", subnetIds: ["a", "b"] });
    const gateway = resource(endpoint, "dynamodb", { vpcEndpointType: "Gateway" });

    expect(lines(inZones, gateway)).to.deep.equal([["interface endpoints, by zone", 2, 14.6]]);
    expect(lines(gateway)).to.deep.equal([]);
  });

  it("pays the API's metrics by method only when the stage writes them", () => {
    const body = JSON.stringify({ paths: { "/orders": { post: {}, options: {}, parameters: [] } } });
    const api = resource("aws:apigateway/restApi:RestApi", "api", { body });
    const settings = (metricsEnabled: boolean) =>
      resource("aws:apigateway/methodSettings:MethodSettings", "settings", { settings: { metricsEnabled } });

    expect(lines(api, settings(true))).to.deep.equal([["API metrics by method", 10, 3]]);
    expect(lines(api, settings(false))).to.deep.equal([]);
  });

  it("counts a custom metric once for each value of its own dimension", () => {
    expect(dimensionSets(metrics.ordersPlaced, 1)).to.equal(1);
    expect(dimensionSets(metrics.orderFailures, 1)).to.equal(8);
    expect(dimensionSets(metrics.orderStatusChanged, 1)).to.equal(5);
    expect(dimensionSets(metrics.retriesScheduled, 2)).to.equal(2);
  });

  it("pays a metric for each event of emails that SES counts, and none for those that go to a topic", () => {
    const events = (name: string, eventDestination: Json) =>
      resource("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination", name, {
        eventDestination,
      });
    const matchingEventTypes = ["BOUNCE", "REJECT"];
    const counted = { matchingEventTypes, cloudWatchDestination: { dimensionConfigurations: [] } };
    const toTopic = { enabled: true, matchingEventTypes, snsDestination: { topicArn: "arn:aws:sns:x" } };

    expect(lines(events("counted", { ...counted, enabled: true }), events("told", toTopic))).to.deep.equal([
      ["metrics of email events", 2, 0.6],
    ]);
    expect(lines(events("off", { ...counted, enabled: false }), events("told", toTopic))).to.deep.equal([]);
  });

  it("names a type that nobody has priced, and leaves components and providers out", () => {
    const component = { ...resource("backoffice:blocks:Table", "table"), custom: false };

    const bill = fixedBill([
      resource("aws:rds/cluster:Cluster", "db"),
      component,
      resource("pulumi:providers:aws", "aws"),
    ]);

    expect(bill).to.deep.equal({ lines: [], usd: 0, unknown: ["aws:rds/cluster:Cluster"] });
  });

  for (const stack of ["prod", "dev"] as const) {
    it(`knows how every type of the stack ${stack} is paid for, and why the free ones are free`, async () => {
      const types = new Set((await graphOf(stack)).filter(({ custom }) => custom).map(({ type }) => type));

      expect([...types].filter((type) => !type.startsWith("pulumi:") && !(type in charges))).to.deep.equal([]);
      for (const charge of Object.values(charges)) {
        if ("free" in charge) expect(charge.free).to.not.equal("");
        if ("byUse" in charge) expect(charge.byUse).to.not.equal("");
      }
    });
  }
});
