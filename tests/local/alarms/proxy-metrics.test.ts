import { expect } from "chai";
import type { MetricPoint } from "../../../aws/alarms/series";
import { createProxyMetrics } from "../../../local/alarms/proxy-metrics";
import type { CallRecord } from "../../../local/proxy/record";

function counted(...calls: readonly Partial<CallRecord>[]): string[] {
  const points: MetricPoint[] = [];
  const { count, nameApi } = createProxyMetrics({ add: (point) => points.push(point) });
  nameApi({ id: "a1", name: "orders-api-local", stage: "local" });
  for (const call of calls)
    count({
      ...{ sequence: 1, at: 5, caller: { kind: "client" }, service: "dynamodb", action: "PutItem", outcome: "ok" },
      ...{
        status: 200,
        attempt: 1,
        milliseconds: 12,
        requestBytes: 1,
        responseBytes: 1,
        entries: 1,
      },
      ...call,
    });
  return points.map(
    ({ namespace, name, dimensions, value }) => `${namespace} ${Object.values(dimensions).join("/")} ${name} ${value}`,
  );
}

describe("the metrics of calls and requests", () => {
  it("count a throttled call as a read or write of its table, or of the index that it names", () => {
    const throttled = (action: string, resource: string) => ({ action, resource, outcome: "throttled" as const });
    expect(
      counted(
        throttled("PutItem", "table/orders"),
        throttled("Query", "table/orders/index/CustomerIndex"),
        throttled("GetItem", "table/orders"),
        { action: "PutItem", resource: "table/orders", outcome: "condition", status: 400 },
        { service: "sns", ...throttled("Publish", "topic") },
      ),
    ).to.deep.equal([
      "AWS/DynamoDB orders WriteThrottleEvents 1",
      "AWS/DynamoDB orders/CustomerIndex ReadThrottleEvents 1",
      "AWS/DynamoDB orders ReadThrottleEvents 1",
    ]);
  });

  it("count each request to the stage with its latency, and whether its answer was an error", () => {
    const request = (status: number | undefined, resource = "a1/local") =>
      counted({ service: "execute-api", action: "POST", resource, ...(status !== undefined && { status }) }).map(
        (text) => text.replace("AWS/ApiGateway orders-api-local/local ", ""),
      );
    expect(request(201)).to.deep.equal(["Count 1", "4XXError 0", "5XXError 0", "Latency 12"]);
    expect(request(404)).to.deep.equal(["Count 1", "4XXError 1", "5XXError 0", "Latency 12"]);
    expect(request(503)).to.deep.equal(["Count 1", "4XXError 0", "5XXError 1", "Latency 12"]);
    expect(request(201, "b2/local")).to.deep.equal([]);
  });
});
