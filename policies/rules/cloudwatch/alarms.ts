import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Problem } from "../../engine/rule";
import { type Alarm, readAlarm } from "../../metrics/alarm";
import { usedIds } from "../../metrics/expression";
import { isSearch } from "../../metrics/search";

export const alarmWellFormed = resourceRule({
  name: "alarm-well-formed",
  concern: "observability",
  description: "An alarm watches one metric by one statistic, or one result of metric math over at most ten metrics.",
  rationale:
    "CloudWatch refuses the other forms, some of them only when the stack is half deployed. Source: PutMetricAlarm in the API reference.",
  remediation:
    "Give metricName with one of statistic and extendedStatistic, or metricQueries of which one returns data and which use each other's ids.",
  controls: ["observability.alarm-form"],
  severity: "high",
  types: [awsTypes.cloudwatch.metricAlarm],
  check(resource, { report }) {
    const alarm = readAlarm(resource);
    const problems = alarm.queries.length > 0 ? mathProblems(alarm) : singleProblems(alarm);
    for (const problem of problems) report(resource, problem.property, problem.found, problem.wanted);
  },
});

function singleProblems({ resource, metrics: [metric] }: Alarm): readonly Problem[] {
  const statistics = ["statistic", "extendedStatistic"].filter((property) => resource.text(property) !== undefined);
  return [
    ...(metric?.name ? [] : [{ property: "metricName", found: undefined, wanted: "a metric, or metricQueries" }]),
    ...(metric?.namespace ? [] : [{ property: "namespace", found: undefined, wanted: "the metric's namespace" }]),
    ...(metric?.period !== undefined
      ? []
      : [{ property: "period", found: undefined, wanted: "the length of a data point" }]),
    ...(statistics.length === 1
      ? []
      : [{ property: "statistic", found: statistics, wanted: "one of statistic and extendedStatistic" }]),
  ];
}

function mathProblems(alarm: Alarm): readonly Problem[] {
  const { resource, queries, metrics } = alarm;
  const ids = queries.map(({ id }) => id);
  const returned = queries.filter((query) => query.returned);
  const inExpressions = new Set(
    queries.flatMap(({ expression }) => (expression === undefined ? [] : usedIds(expression).ids)),
  );
  const beside = ["metricName", "namespace", "period", "statistic", "extendedStatistic", "dimensions"].filter(
    (property) => isSet(resource, property),
  );
  return [
    ...beside.map((property) => ({
      property,
      found: resource.value(property),
      wanted: "nothing beside metricQueries",
    })),
    ...(returned.length === 1
      ? []
      : [
          {
            property: "metricQueries",
            found: returned.map(({ id }) => id),
            wanted: "returnData for exactly one of them",
          },
        ]),
    ...(metrics.length <= 10
      ? []
      : [{ property: "metricQueries", found: metrics.length, wanted: "at most ten metrics" }]),
    ...queries.flatMap((query, index): Problem[] => {
      const { path, id, expression, metric } = query;
      const used = expression === undefined ? undefined : usedIds(expression);
      const unknown = (used?.ids ?? []).filter((one) => !ids.includes(one));
      return [
        ...(/^[a-z]\w{0,254}$/.test(id) && ids.indexOf(id) === index
          ? []
          : [{ property: `${path}.id`, found: id, wanted: "an id of its own that starts with a lower-case letter" }]),
        ...((expression === undefined) === (metric === undefined)
          ? [{ property: path, found: expression, wanted: "either a metric or an expression" }]
          : []),
        ...(unknown.length === 0
          ? []
          : [{ property: `${path}.expression`, found: expression, wanted: `ids among ${ids.join(", ")}` }]),
        ...(used?.problem === undefined
          ? []
          : [{ property: `${path}.expression`, found: expression, wanted: `metric math: ${used.problem}` }]),
        ...(expression !== undefined && isSearch(expression)
          ? [{ property: `${path}.expression`, found: expression, wanted: "no SEARCH, which alarms do not take" }]
          : []),
        ...(query.returned || inExpressions.has(id)
          ? []
          : [{ property: `${path}.id`, found: id, wanted: "an id that an expression uses" }]),
        ...(metric === undefined ? [] : metricProblems(metric)),
      ];
    }),
  ];
}

function metricProblems({ path, period, statistic, name, namespace }: Alarm["metrics"][number]): readonly Problem[] {
  const given: readonly (readonly [string, unknown])[] = [
    ["namespace", namespace],
    ["metricName", name],
    ["period", period],
    ["stat", statistic],
  ];
  return given.flatMap(([property, value]) =>
    value ? [] : [{ property: `${path}.${property}`, found: undefined, wanted: `the metric's ${property}` }],
  );
}

/** Whether a property was set: the provider's state has zeroes, empty strings and empty objects for properties that were not. */
function isSet(resource: Resource, property: string): boolean {
  const value = resource.value(property);
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

const treatments = ["notBreaching", "breaching", "ignore", "missing"] as const;

export const alarmMissingDataDecided = resourceRule({
  name: "alarm-missing-data-decided",
  concern: "observability",
  description:
    "An alarm says what no data means, and for failures that is: no failure; for work that has to be done it is one.",
  rationale:
    "Services write no data points while nothing happens. By CloudWatch's default such an alarm has no state, with 'ignore' it never ends, with 'breaching' it cries over a quiet night. Source: CloudWatch's guide on missing data.",
  remediation: "Set treatMissingData to notBreaching, or to breaching where no data is what the alarm looks for.",
  controls: ["observability.alarm-form"],
  severity: "medium",
  types: [awsTypes.cloudwatch.metricAlarm],
  parameters: {
    treatments: z
      .array(z.enum(treatments))
      .min(1)
      .default(["notBreaching"])
      .describe("What alarms may do about missing data."),
    doneMetrics: z
      .array(z.string())
      .default(["NumberOfBackupJobsCompleted"])
      .describe(
        "Metrics of work that is done without anybody asking: no data is the bad news, and an alarm on these alone says so.",
      ),
  },
  check(resource, { parameters, report }) {
    const found = resource.text("treatMissingData");
    const { metrics } = readAlarm(resource);
    const isOnDone = metrics.length > 0 && metrics.every(({ name }) => parameters.doneMetrics.includes(name));
    const right = isOnDone ? ["breaching"] : parameters.treatments;
    if (!right.some((treatment) => treatment === found))
      report(resource, "treatMissingData", found, right.join(" or "));
    if (!isOnDone) return;
    // Else it is raised as soon as it is made. CloudWatch takes two days at most.
    const lookBack = ((metrics[0]?.period ?? 0) * (resource.number("evaluationPeriods") ?? 0)) / 60;
    const wanted = Math.min(lookBack, 2_880);
    const property = "warmUpConfiguration.warmUpPeriodDurationInMinutes";
    const minutes = resource.number(property) ?? 0;
    if (minutes < wanted) report(resource, property, minutes, `at least ${wanted}, which it looks back`);
  },
});

export const alarmNamesRunbook = resourceRule({
  name: "alarm-names-runbook",
  concern: "observability",
  description: "An alarm's description says what happened and names the runbook for it.",
  rationale:
    "Who is woken at night has only the alarm's text: without meaning and first steps every minute of the outage goes into finding them.",
  remediation:
    "Let alarmDescription be a sentence and 'Runbook: ' with the address of its page (config key runbookBaseUrl).",
  controls: ["observability.alarm-form"],
  severity: "low",
  types: [awsTypes.cloudwatch.metricAlarm],
  parameters: {
    pattern: z
      .string()
      .default("^\\S.{9,}\\bRunbook: (https://)?[\\w./~-]*/[a-z0-9-]+\\.md$")
      .describe("Regular expression that descriptions match."),
  },
  check(resource, { parameters, report }) {
    const found = resource.text("alarmDescription");
    if (found === undefined || found.length > 1024 || !new RegExp(parameters.pattern).test(found))
      report(resource, "alarmDescription", found, "a sentence, and 'Runbook: <runbookBaseUrl>/<page>.md'");
  },
});

export const alarmPercentileOnFewSamples = resourceRule({
  name: "alarm-percentile-on-few-samples",
  concern: "observability",
  description: "An alarm on a percentile is evaluated with few samples too.",
  rationale:
    "With 'ignore' an alarm on the 99th percentile is mute below a thousand samples in a period, which is most of the day. Source: CloudWatch's guide on percentile-based alarms.",
  remediation: "Set evaluateLowSampleCountPercentiles to evaluate.",
  controls: ["observability.alarm-form"],
  severity: "medium",
  types: [awsTypes.cloudwatch.metricAlarm],
  check(resource, { report }) {
    const percentile = readAlarm(resource).metrics.some(({ statistic }) => /^p\d/i.test(statistic));
    const found = resource.text("evaluateLowSampleCountPercentiles");
    if (percentile && found !== "evaluate") report(resource, "evaluateLowSampleCountPercentiles", found, "evaluate");
  },
});
