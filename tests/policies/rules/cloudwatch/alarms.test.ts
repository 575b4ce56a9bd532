import {
  alarmMissingDataDecided,
  alarmNamesRunbook,
  alarmPercentileOnFewSamples,
  alarmWellFormed,
} from "../../../../policies/rules/cloudwatch/alarms";
import { chain, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, duration, errorRate } from "../../../support/policies/shops/watched";

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
    "an expression that cannot be read": [
      set("rate", "metricQueries.0.expression", "errors + invocations +"),
      /metricQueries\.0\.expression is errors \+ invocations \+, wanted metric math: /,
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

testRule(alarmMissingDataDecided, {
  valid: [duration("slow")],
  refuses: {
    "CloudWatch's default": [drop("slow", "treatMissingData"), /treatMissingData is not set, wanted notBreaching/],
    "an alarm that never ends": [set("slow", "treatMissingData", "ignore"), /is ignore/],
    "an alarm in every quiet night": [set("slow", "treatMissingData", "breaching"), /is breaching/],
  },
});

testRule(alarmMissingDataDecided, {
  valid: [
    alarm(
      "none",
      "AWS/Backup",
      "NumberOfBackupJobsCompleted",
      {},
      {
        ...{ treatMissingData: "breaching", period: 86_400, evaluationPeriods: 2 },
        warmUpConfiguration: { warmUpPeriodDurationInMinutes: 2_880 },
      },
    ),
  ],
  refuses: {
    "an alarm that is raised before there can be data": [
      drop("none", "warmUpConfiguration"),
      /warmUpPeriodDurationInMinutes is 0, wanted at least 2880, which it looks back/,
    ],
    "an alarm that is silent when nothing is done any more": [
      set("none", "treatMissingData", "notBreaching"),
      /is notBreaching, wanted breaching/,
    ],
  },
});

testRule(alarmMissingDataDecided, {
  config: { treatments: ["notBreaching", "breaching"], reason: "A heartbeat that stops is the failure itself here." },
  valid: set("slow", "treatMissingData", "breaching")([duration("slow")]),
  refuses: {
    "what the configuration leaves out": [
      set("slow", "treatMissingData", "missing"),
      /is missing, wanted notBreaching or breaching/,
    ],
  },
});

const describedAs = (alarmDescription: string) => alarm("errors", "AWS/Lambda", "Errors", {}, { alarmDescription });

testRule(alarmNamesRunbook, {
  valid: [describedAs("Calls of the sender fail. Runbook: docs/runbooks/function-errors.md")],
  passes: {
    "a runbook on the web": [
      describedAs("Calls fail. Runbook: https://example.com/wiki/docs/runbooks/function-errors.md"),
    ],
  },
  refuses: {
    "no description": [drop("errors", "alarmDescription"), /alarmDescription is not set/],
    "a description without a runbook": [
      set("errors", "alarmDescription", "Calls of the sender fail."),
      /wanted a sentence, and 'Runbook: /,
    ],
    "a runbook outside the folder": [
      set("errors", "alarmDescription", "Calls of the sender fail. Runbook: README.md"),
      /is Calls of the sender fail. Runbook: README\.md/,
    ],
    "a runbook without a word about what happened": [
      set("errors", "alarmDescription", "Runbook: docs/runbooks/function-errors.md"),
      /wanted a sentence/,
    ],
  },
});

testRule(alarmPercentileOnFewSamples, {
  valid: [
    duration("slow"),
    alarm(
      "latency",
      "AWS/ApiGateway",
      "Latency",
      {},
      {
        statistic: "",
        extendedStatistic: "p99",
        evaluateLowSampleCountPercentiles: "evaluate",
      },
    ),
  ],
  refuses: {
    "a percentile that is mute on a quiet day": [
      set("latency", "evaluateLowSampleCountPercentiles", "ignore"),
      /evaluateLowSampleCountPercentiles is ignore, wanted evaluate/,
    ],
    "a percentile without a decision": [
      drop("latency", "evaluateLowSampleCountPercentiles"),
      /is not set, wanted evaluate/,
    ],
  },
});
