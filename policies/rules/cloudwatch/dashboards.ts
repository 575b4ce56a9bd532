import * as z from "zod";
import type { DashboardWidget } from "../../../aws/dashboard/body";
import { awsTypes } from "../../../aws/resource-types";
import { metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { readAlarm } from "../../metrics/alarm";
import { placedLines, readDashboard, widgetPath } from "../../metrics/dashboard";
import { at, describe, keyOf, type MetricReference } from "../../metrics/reference";
import { metricsUsedBy } from "../../metrics/used";
import { functionDimensions } from "../../metrics/watched";
import { collect, complete } from "../../wiring/collect";
import { environmentOf, functionsOf } from "../../wiring/functions";

export const customMetricOnDashboard = stackRule({
  name: "custom-metric-on-dashboard",
  concern: "observability",
  description: "Whatever the functions count of the business is drawn on a dashboard.",
  rationale:
    "A metric that nobody draws is paid for and never seen: orders, emails and shipments are what people look for first.",
  remediation: "Add the metric to its pipeline's dashboard, or take it out of the catalog.",
  controls: ["observability.dashboards"],
  severity: "low",
  async check(stack, { each, report }) {
    const drawn = collect(stack.ofType(awsTypes.cloudwatch.dashboard), (dashboard) =>
      metricsUsedBy(dashboard)
        .filter(({ namespace }) => namespace === metricNamespace)
        .map(({ name, dimensions }) => key(name, dimensions.environment, dimensions.service)),
    );
    const shown = new Set(drawn.items);
    const asked = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const variables = environmentOf(lambda);
      const [environment, service] = [variables.get("ENVIRONMENT"), variables.get("SERVICE")];
      for (const metric of Object.values(metrics)) {
        const wanted = key(metric.name, environment, service);
        if (metric.service !== service || asked.has(wanted) || shown.has(wanted)) continue;
        asked.add(wanted);
        complete(drawn);
        report(lambda, "environment.variables.SERVICE", service, `${metric.name} of this service on a dashboard`);
      }
    });
  },
});

function key(name: string, environment: string | undefined, service: string | undefined): string {
  return JSON.stringify([name, environment, service]);
}

export const dashboardPerPipeline = stackRule({
  name: "dashboard-per-pipeline",
  concern: "observability",
  description: "Every pipeline has a dashboard, and one overview links to all of them and to none that is not there.",
  rationale: "In an outage people start at one page; a pipeline that is missing there is looked at last.",
  remediation: "Declare a dashboard whose name begins with the pipeline's, and link it in the overview's text.",
  controls: ["observability.dashboards"],
  severity: "low",
  parameters: {
    pipelineVariable: z
      .string()
      .default("SERVICE")
      .describe("Environment variable by which a function says to which pipeline it belongs."),
  },
  async check(stack, { parameters, each, report }) {
    const named = collect(stack.ofType(awsTypes.cloudwatch.dashboard), (dashboard) => [
      [dashboard.text("dashboardName") ?? "", dashboard] as const,
    ]);
    const dashboards = new Map(named.items);
    const linking = collect(stack.ofType(awsTypes.cloudwatch.dashboard), (dashboard) => [
      [dashboard, linkedFrom(dashboard)] as const,
    ]);
    const links = new Map(linking.items);
    await each(links.keys(), (resource) => {
      for (const name of links.get(resource) ?? []) {
        if (dashboards.has(name)) continue;
        complete(named);
        const wanted = "links to dashboards of this stack";
        report(resource, "dashboardBody", `a link to ${name}`, wanted);
      }
    });
    const overviews = [...links].filter(([dashboard, names]) =>
      [...dashboards].every(([name, other]) => other === dashboard || names.includes(name)),
    );
    await each([...dashboards.values()].slice(0, 1), (resource) => {
      if (dashboards.size < 2 || overviews.length > 0) return;
      complete(linking);
      const wanted = `one dashboard that links ${[...dashboards.keys()].join(", ")}`;
      report(resource, "dashboardBody", "no overview", wanted);
    });
    const asked = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const pipeline = environmentOf(lambda).get(parameters.pipelineVariable);
      if (pipeline === undefined || asked.has(pipeline)) return;
      asked.add(pipeline);
      if ([...dashboards.keys()].some((name) => name.startsWith(`${pipeline}-`))) return;
      complete(named);
      const property = `environment.variables.${parameters.pipelineVariable}`;
      report(lambda, property, pipeline, `a dashboard named ${pipeline}-...`);
    });
  },
});

/** Names of the dashboards that a dashboard's text widgets link to. */
function linkedFrom(dashboard: Resource): readonly string[] {
  const { body } = readDashboard(dashboard);
  const texts = body?.widgets.flatMap((widget) => (widget.type === "text" ? [widget.properties.markdown] : [])) ?? [];
  return texts.flatMap((text) =>
    [...text.matchAll(/#dashboards(?:\/dashboard\/|:name=)([\w-]+)/g)].map(([, name = ""]) => name),
  );
}

export const dashboardShowsAlarms = stackRule({
  name: "dashboard-shows-alarms",
  concern: "observability",
  description: "The metric of every alarm is drawn on a dashboard, by the alarm's dimensions and statistic.",
  rationale:
    "Who gets an alarm wants to see since when and how much; looked up manually it is found late, and of another dimension set.",
  remediation: "Add the metric to the dashboard of its pipeline.",
  controls: ["observability.dashboards"],
  severity: "low",
  async check(stack, { each, report }) {
    const drawn = collect(stack.ofType(awsTypes.cloudwatch.dashboard), (dashboard) =>
      metricsUsedBy(dashboard).map(keyOf),
    );
    const shown = new Set(drawn.items);
    await each(stack.ofType(awsTypes.cloudwatch.metricAlarm), (resource) => {
      for (const metric of readAlarm(resource).metrics) {
        if (shown.has(keyOf(metric))) continue;
        complete(drawn);
        const wanted = "a metric that a dashboard draws too";
        report(resource, at(metric, "metricName"), describe(metric), wanted);
      }
    });
  },
});

export const dashboardShowsThisStack = stackRule({
  name: "dashboard-shows-this-stack",
  concern: "observability",
  description: "Widgets look into the region in which the stack is, and name alarms that it has.",
  rationale:
    "A widget of another region is empty without an error, and so is an alarm that does not exist. Source: the dashboard body's structure in CloudWatch's API reference.",
  remediation: "Take region and ARNs from the provider and the alarms.",
  controls: ["observability.dashboards", "observability.dimensions"],
  severity: "medium",
  async check(stack, { each, report }) {
    let regions: ReadonlySet<string> | undefined;
    await each(stack.ofType(awsTypes.cloudwatch.dashboard), (resource) => {
      const { body } = readDashboard(resource);
      for (const [index, widget] of (body?.widgets ?? []).entries()) {
        for (const arn of alarmsOf(widget))
          if (stack.holding(arn, awsTypes.cloudwatch.metricAlarm).length === 0)
            report(
              resource,
              widgetPath("widgets", index, "properties", "alarms"),
              arn,
              "the ARN of an alarm of this stack",
            );
        if (widget.type !== "metric" && widget.type !== "log") continue;
        regions ??= regionsOf(stack);
        const { region } = widget.properties;
        if (regions.size > 0 && !regions.has(region))
          report(resource, widgetPath("widgets", index, "properties", "region"), region, [...regions].join(" or "));
      }
    });
  },
});

function alarmsOf(widget: DashboardWidget): readonly string[] {
  if (widget.type === "alarm") return widget.properties.alarms;
  return widget.type === "metric" ? (widget.properties.annotations?.alarms ?? []) : [];
}

/** Regions of the resources that have metrics. @throws {UnknownValue} the resources are not created yet */
function regionsOf(stack: Stack): ReadonlySet<string> {
  const watched = stack.ofType(awsTypes.lambda.function, awsTypes.sqs.queue, awsTypes.dynamodb.table);
  return new Set(watched.flatMap((resource) => resource.text("arn")?.split(":")[3] ?? []));
}

/** Each required metric with its statistic, and whether a line or a single number shows it. */
const wanted = [
  ["Invocations", "Sum", "graph"],
  ["Errors", "Sum", "graph"],
  ["Throttles", "Sum", "graph"],
  ["Duration", "Average", "graph"],
  ["Duration", "p99", "graph"],
  ["Invocations", "Sum", "total"],
  ["Errors", "Sum", "total"],
] as const;

export const functionOnDashboard = stackRule({
  name: "function-on-dashboard",
  concern: "observability",
  description:
    "Dashboards draw every function's calls, errors, throttles and duration, on average and at the 99th percentile, and count it in the day's totals.",
  rationale:
    "An alarm says that something is wrong; from the graphs beside it people see what changed, and whether it is one function or all.",
  remediation: "Add the function to the dashboard of functions by its name, or its name and alias.",
  controls: ["observability.dashboards"],
  severity: "low",
  async check(stack, { each, report }) {
    const drawn = collect(stack.ofType(awsTypes.cloudwatch.dashboard), (dashboard) =>
      (readDashboard(dashboard).body?.widgets ?? []).flatMap((widget, index) => {
        const how = widget.type === "metric" && widget.properties.view === "singleValue" ? "total" : "graph";
        return placedLines(widget, index).flatMap(({ metric }) =>
          metric === undefined ? [] : [`${how} ${keyOf(metric)}`],
        );
      }),
    );
    const shown = new Set(drawn.items);
    await each(functionsOf(stack), (lambda) => {
      const sets = functionDimensions(stack, lambda);
      for (const [name, statistic, how] of wanted) {
        const reference = { path: "", namespace: "AWS/Lambda", name, statistic, period: undefined, unit: undefined };
        if (
          sets.some((dimensions) =>
            shown.has(`${how} ${keyOf({ ...reference, dimensions } satisfies MetricReference)}`),
          )
        )
          continue;
        complete(drawn);
        report(lambda, "name", lambda.text("name"), `a ${how} of its ${name} (${statistic}) on a dashboard`);
      }
    });
  },
});
