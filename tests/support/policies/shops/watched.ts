// Resources that the tests of this folder share: one function and what watches it.
import type { Resource } from "../../../../program/policies/requests";
import { resource } from "../resources";

export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const functionType = "aws:lambda/function:Function";
export const queueType = "aws:sqs/queue:Queue";
export const topicType = "aws:sns/topic:Topic";
export const groupType = "aws:cloudwatch/logGroup:LogGroup";
export const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const dashboardType = "aws:cloudwatch/dashboard:Dashboard";
export const stageType = "aws:apigateway/stage:Stage";
export const settingsType = "aws:apigateway/methodSettings:MethodSettings";
export const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const setType = "aws:sesv2/configurationSet:ConfigurationSet";

type Dimensions = Readonly<Record<string, string>>;
type Inputs = Readonly<Record<string, unknown>>;

/** The function's dimensions, through its alias. */
export const throughAlias: Dimensions = { FunctionName: "sender-prod", Resource: "sender-prod:live" };

/** A function of the pipeline `orders`, and the alias by which it is called. */
export const sender = resource(functionType, "sender", {
  name: "sender-prod",
  timeout: 30,
  environment: { variables: { ENVIRONMENT: "prod", SERVICE: "orders" } },
});
export const live = resource("aws:lambda/alias:Alias", "live", { name: "live", functionName: "sender-prod" });

const common = {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  threshold: 0,
  treatMissingData: "notBreaching",
};

/** An alarm on one metric in periods of five minutes, above 0 unless `more` says otherwise. */
export function alarm(
  name: string,
  namespace: string,
  metricName: string,
  dimensions: Dimensions,
  more: Inputs = {},
): Resource {
  const metric = { namespace, metricName, dimensions, period: 300, statistic: "Sum" };
  return resource(alarmType, name, { ...common, ...metric, ...more });
}

/** An alarm on an expression over two metrics. */
export function math(
  name: string,
  namespace: string,
  expression: string,
  metrics: Readonly<Record<string, string>>,
  dimensions: Dimensions,
  more: Inputs,
): Resource {
  const queries = Object.entries(metrics).map(([id, metricName]) => ({
    id,
    returnData: false,
    metric: { namespace, metricName, dimensions, period: 300, stat: "Sum" },
  }));
  const metricQueries = [{ id: "result", expression, label: "", returnData: true }, ...queries];
  return resource(alarmType, name, { ...common, metricQueries, ...more });
}

/** An alarm on more than 5 % of failed calls, twice in a row. */
export function errorRate(name: string, dimensions: Dimensions = throughAlias): Resource {
  const expression = "IF(invocations > 0, 100 * errors / invocations, 0)";
  const metrics = { errors: "Errors", invocations: "Invocations" };
  return math(name, "AWS/Lambda", expression, metrics, dimensions, { threshold: 5, evaluationPeriods: 2 });
}

/** An alarm on the first throttled read or write. */
export function tableThrottles(name: string, dimensions: Dimensions): Resource {
  const metrics = { reads: "ReadThrottleEvents", writes: "WriteThrottleEvents" };
  return math(name, "AWS/DynamoDB", "FILL(reads, 0) + FILL(writes, 0)", metrics, dimensions, {});
}

/** An alarm on a certificate whose end is a month away. */
export function certificateExpiry(name: string): Resource {
  const dimensions = { CertificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/1" };
  return math(name, "AWS/CertificateManager", "30 - days", { days: "DaysToExpiry" }, dimensions, {});
}

/** An alarm on a mean duration of more than half a second, twice in a row. */
export function duration(name: string): Resource {
  const more = { statistic: "Average", threshold: 500, evaluationPeriods: 2 };
  return alarm(name, "AWS/Lambda", "Duration", throughAlias, more);
}

/** An alarm on five refused calls. */
export function throttles(name: string): Resource {
  return alarm(name, "AWS/Lambda", "Throttles", throughAlias, { threshold: 4 });
}

/** A metric widget. */
export function widget(metrics: readonly (readonly unknown[])[], properties: Inputs = {}): Inputs {
  return {
    type: "metric",
    x: 0,
    y: 0,
    width: 12,
    height: 6,
    properties: { region: "eu-central-1", metrics, ...properties },
  };
}

/** A dashboard with these widgets, of the last day. */
export function dashboard(name: string, widgets: readonly Inputs[], body: Inputs = {}): Resource {
  const dashboardBody = JSON.stringify({ start: "-PT24H", periodOverride: "inherit", widgets, ...body });
  return resource(dashboardType, name, { dashboardName: `${name}-prod`, dashboardBody });
}

/** An alarm on what goes in while nothing comes out, in the environment `prod`; each metric with its service. */
export function stalled(name: string, input: readonly [string, string], output: readonly [string, string]): Resource {
  const query = (id: string, [metricName, service]: readonly [string, string]) => ({
    id,
    metric: {
      namespace: "Backoffice",
      metricName,
      dimensions: { environment: "prod", service },
      period: 180,
      stat: "Sum",
    },
    returnData: false,
  });
  return resource(alarmType, name, {
    ...common,
    evaluationPeriods: 2,
    metricQueries: [
      { id: "result", expression: "IF(FILL(input, 0) > 0, IF(FILL(output, 0) > 0, 0, 1), 0)", returnData: true },
      query("input", input),
      query("output", output),
    ],
  });
}
