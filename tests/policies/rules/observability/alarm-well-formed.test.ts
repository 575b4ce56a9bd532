import { alarmWellFormed } from "../../../../policies/rules/observability/alarm-well-formed";
import { chain, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { duration, errorRate } from "./watched";

testRule(alarmWellFormed, {
  valid: [duration("slow"), errorRate("rate")],
  passes: {
    "a math alarm as a provider's state has it, with zeroes where nothing was set": chain(
      set("rate", "period", 0),
      set("rate", "metricName", ""),
    )([errorRate("rate")]),
    "a percentile in place of a statistic": chain(
      drop("slow", "statistic"),
      set("slow", "extendedStatistic", "p99"),
    )([duration("slow")]),
  },
  refuses: {
    "no metric": [drop("slow", "metricName"), /metricName is not set/],
    "no namespace": [drop("slow", "namespace"), /namespace is not set/],
    "no period": [drop("slow", "period"), /period is not set/],
    "no statistic": [drop("slow", "statistic"), /statistic is \[\]/],
    "two statistics": [set("slow", "extendedStatistic", "p99"), /wanted one of statistic and extendedStatistic/],
    "a metric beside queries": [
      set("rate", "metricName", "Errors"),
      /metricName is Errors, wanted nothing beside metricQueries/,
    ],
    "a query that returns data too": [set("rate", "metricQueries.1.returnData", true), /returnData for exactly one/],
    "no query that returns data": [set("rate", "metricQueries.0.returnData", false), /returnData for exactly one/],
    "an id that no query has": [
      set("rate", "metricQueries.1.id", "failures"),
      /wanted ids among result, failures, invocations/,
    ],
    "the same id twice": [
      set("rate", "metricQueries.2.id", "errors"),
      /metricQueries\.2\.id is errors, wanted an id of its own/,
    ],
    "an id in capitals": [set("rate", "metricQueries.1.id", "Errors"), /starts with a lower-case letter/],
    "a metric that no expression uses": [
      set("rate", "metricQueries.0.expression", "errors * 1"),
      /metricQueries\.2\.id is invocations, wanted an id that an expression uses/,
    ],
    "a search": [
      set("rate", "metricQueries.0.expression", "SEARCH('{AWS/Lambda} Errors', 'Sum', 300)"),
      /wanted no SEARCH/,
    ],
    "a query of both kinds": [
      set("rate", "metricQueries.1.expression", "invocations * 2"),
      /either a metric or an expression/,
    ],
    "a query of no kind": [drop("rate", "metricQueries.1.metric"), /either a metric or an expression/],
    "a query without a period": [
      drop("rate", "metricQueries.1.metric.period"),
      /metricQueries\.1\.metric\.period is not set/,
    ],
    "eleven metrics": [
      set("rate", "metricQueries", [
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
      /wanted at most ten metrics/,
    ],
  },
});
