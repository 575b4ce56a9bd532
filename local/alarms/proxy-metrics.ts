import type { CallRecord } from "../proxy/record";
import type { MetricWriter } from "./source";

/** What calls and requests tell of tables and of the API. Latencies are in milliseconds, and real. */
export const proxyMetricTitles = {
  titles: [
    ...["ReadThrottleEvents", "WriteThrottleEvents"].map((name) => `AWS/DynamoDB ${name}`),
    ...["Count", "4XXError", "5XXError", "Latency"].map((name) => `AWS/ApiGateway ${name}`),
  ],
};

/** Actions on one table or index that read. All others write. */
const reads: readonly string[] = ["GetItem", "BatchGetItem", "Query", "Scan"];

/**
 * Counts calls as DynamoDB and API Gateway do.
 *
 * - A throttled call is a throttle event of the table or, when it names one, of the index alone.
 * - Every request to a stage counts, and is an error of 0 or 1, so that an average is the rate of errors.
 *
 * Source: DynamoDB Developer Guide, "DynamoDB metrics and dimensions"; API Gateway Developer Guide, "Amazon API Gateway dimensions and metrics".
 */
export function createProxyMetrics(writer: MetricWriter) {
  const apis = new Map<string, { readonly ApiName: string; readonly Stage: string }>();
  return {
    /** A request says the ids of its API and stage only; requests to others are not counted. */
    nameApi({ id, name, stage }: { readonly id: string; readonly name: string; readonly stage: string }): void {
      apis.set(`${id}/${stage}`, { ApiName: name, Stage: stage });
    },
    count({ at, service, action, resource = "", outcome, status = 0, milliseconds }: CallRecord): void {
      const add = (namespace: string, name: string, dimensions: Readonly<Record<string, string>>, value: number) =>
        writer.add({ namespace, name, dimensions, at, value });
      if (service === "dynamodb" && outcome === "throttled") {
        const [, TableName = "", GlobalSecondaryIndexName] = /^table\/([^/]+)(?:\/index\/(.+))?$/.exec(resource) ?? [];
        const name = reads.includes(action) ? "ReadThrottleEvents" : "WriteThrottleEvents";
        const index = GlobalSecondaryIndexName === undefined ? {} : { GlobalSecondaryIndexName };
        add("AWS/DynamoDB", name, { TableName, ...index }, 1);
      }
      const api = service === "execute-api" ? apis.get(resource) : undefined;
      if (api === undefined) return;
      const values = {
        Count: 1,
        "4XXError": status >= 400 && status < 500 ? 1 : 0,
        "5XXError": status >= 500 ? 1 : 0,
        Latency: milliseconds,
      };
      for (const [name, value] of Object.entries(values)) add("AWS/ApiGateway", name, api, value);
    },
  };
}
