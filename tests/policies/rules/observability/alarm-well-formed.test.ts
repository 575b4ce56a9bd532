import { alarmWellFormed } from "../../../../policies/rules/observability/alarm-well-formed";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { duration, errorRate, alarmType as type } from "./watched";

const single = { type, name: "slow" };
const math = { type, name: "rate" };

testRule(alarmWellFormed, {
  valid: [duration("slow"), errorRate("rate")],
  passing: [
    {
      title: "a math alarm as a provider's state has it, with zeroes where nothing was set",
      resources: set(set([errorRate("rate")], "rate", "period", 0), "rate", "metricName", ""),
    },
    {
      title: "a percentile in place of a statistic",
      resources: set(drop([duration("slow")], "slow", "statistic"), "slow", "extendedStatistic", "p99"),
    },
  ],
  failing: [
    {
      title: "no metric",
      change: (valid) => drop(valid, "slow", "metricName"),
      ...single,
      says: /metricName is not set/,
    },
    {
      title: "no namespace",
      change: (valid) => drop(valid, "slow", "namespace"),
      ...single,
      says: /namespace is not set/,
    },
    { title: "no period", change: (valid) => drop(valid, "slow", "period"), ...single, says: /period is not set/ },
    {
      title: "no statistic",
      change: (valid) => drop(valid, "slow", "statistic"),
      ...single,
      says: /statistic is \[\]/,
    },
    {
      title: "two statistics",
      change: (valid) => set(valid, "slow", "extendedStatistic", "p99"),
      ...single,
      says: /wanted one of statistic and extendedStatistic/,
    },
    {
      title: "a metric beside queries",
      change: (valid) => set(valid, "rate", "metricName", "Errors"),
      ...math,
      says: /metricName is Errors, wanted nothing beside metricQueries/,
    },
    {
      title: "a query that returns data too",
      change: (valid) => set(valid, "rate", "metricQueries.1.returnData", true),
      ...math,
      says: /returnData for exactly one/,
    },
    {
      title: "no query that returns data",
      change: (valid) => set(valid, "rate", "metricQueries.0.returnData", false),
      ...math,
      says: /returnData for exactly one/,
    },
    {
      title: "an id that no query has",
      change: (valid) => set(valid, "rate", "metricQueries.1.id", "failures"),
      ...math,
      says: /wanted ids among result, failures, invocations/,
    },
    {
      title: "the same id twice",
      change: (valid) => set(valid, "rate", "metricQueries.2.id", "errors"),
      ...math,
      says: /metricQueries\.2\.id is errors, wanted an id of its own/,
    },
    {
      title: "an id in capitals",
      change: (valid) => set(valid, "rate", "metricQueries.1.id", "Errors"),
      ...math,
      says: /starts with a lower-case letter/,
    },
    {
      title: "a metric that no expression uses",
      change: (valid) => set(valid, "rate", "metricQueries.0.expression", "errors * 1"),
      ...math,
      says: /metricQueries\.2\.id is invocations, wanted an id that an expression uses/,
    },
    {
      title: "a search",
      change: (valid) => set(valid, "rate", "metricQueries.0.expression", "SEARCH('{AWS/Lambda} Errors', 'Sum', 300)"),
      ...math,
      says: /wanted no SEARCH/,
    },
    {
      title: "a query of both kinds",
      change: (valid) => set(valid, "rate", "metricQueries.1.expression", "invocations * 2"),
      ...math,
      says: /either a metric or an expression/,
    },
    {
      title: "a query of no kind",
      change: (valid) => drop(valid, "rate", "metricQueries.1.metric"),
      ...math,
      says: /either a metric or an expression/,
    },
    {
      title: "a query without a period",
      change: (valid) => drop(valid, "rate", "metricQueries.1.metric.period"),
      ...math,
      says: /metricQueries\.1\.metric\.period is not set/,
    },
    {
      title: "eleven metrics",
      change: (valid) =>
        set(valid, "rate", "metricQueries", [
          {
            id: "result",
            returnData: true,
            expression: `SUM([${[...Array(11).keys()].map((n) => `m${n}`).join(", ")}])`,
          },
          ...[...Array(11).keys()].map((n) => ({
            id: `m${n}`,
            returnData: false,
            metric: { namespace: "AWS/Lambda", metricName: "Errors", period: 300, stat: "Sum" },
          })),
        ]),
      ...math,
      says: /wanted at most ten metrics/,
    },
  ],
});
