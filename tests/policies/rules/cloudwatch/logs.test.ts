import { logGroupRetention, metricFilterFeedsAlarm } from "../../../../policies/rules/cloudwatch/logs";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { alarm, groupType, sender, filterType as type } from "../../../support/policies/shops/watched";

const valid = [
  resource(groupType, "logs", { name: "/aws/lambda/sender" }),
  ...set("sender", "loggingConfig", { logGroup: "/aws/lambda/sender" })([sender]),
  resource(type, "filter", {
    logGroupName: "/aws/lambda/sender",
    pattern: '{ $.message = "error log unavailable" }',
    metricTransformation: {
      namespace: "Backoffice",
      name: "ErrorLogFallback",
      value: "1",
      unit: "Count",
      dimensions: { environment: "$.environment", service: "$.service" },
    },
  }),
  alarm("lost", "Backoffice", "ErrorLogFallback", { environment: "prod", service: "orders" }),
];

testRule(metricFilterFeedsAlarm, {
  valid,
  refuses: {
    ...casesOf(
      [
        ["name", "ErrorLogFallbacks", /metricTransformation\.name is Backoffice ErrorLogFallbacks, wanted a metric of/],
        ["namespace", "Backofice", /name is Backofice ErrorLogFallback/],
        ["value", "0", /value is 0, wanted what a line counts for/],
        ["unit", "Bytes", /unit is Bytes, wanted Count/],
        ["dimensions", { environment: "$.environment" }, /wanted environment, service/],
        ["dimensions.service", "$.svc", /dimensions\.service is \$\.svc, wanted \$\.service/],
        ["defaultValue", "5", /defaultValue is 5, wanted none beside dimensions/],
      ] as const,
      ([property, value, says]) => [
        `${JSON.stringify(value)} as ${property}`,
        set("filter", `metricTransformation.${property}`, value),
        says,
      ],
    ),
    "no pattern": [drop("filter", "pattern"), /pattern is not set/],
    "a group that the stack does not have": [
      set("filter", "logGroupName", "/aws/lambda/reader"),
      /logGroupName is \/aws\/lambda\/reader, wanted the name of a log group/,
    ],
    "a group of a class that takes no filters": [
      set("logs", "logGroupClass", "INFREQUENT_ACCESS"),
      /logGroupClass is INFREQUENT_ACCESS/,
    ],
    "a metric without an alarm": [
      without("lost"),
      "filter",
      /wanted a metric with an alarm for \{"environment":"prod","service":"orders"\}/,
    ],
    "an alarm for another pipeline": [
      set("lost", "dimensions.service", "shipments"),
      "filter",
      /wanted a metric with an alarm/,
    ],
  },
});

testRule(logGroupRetention, {
  valid: [resource(groupType, "logs", { retentionInDays: 365 })],
  refuses: {
    "half a year": [
      set("logs", "retentionInDays", 180),
      /retentionInDays is 180, wanted a period of CloudWatch Logs of at least 365 days/,
    ],
    "logs for ever, by leaving it out": [drop("logs", "retentionInDays"), /retentionInDays is not set/],
    "logs for ever, by 0": [set("logs", "retentionInDays", 0), /is 0/],
    "a period that CloudWatch Logs does not take": [set("logs", "retentionInDays", 366), /is 366/],
  },
});

testRule(logGroupRetention, {
  config: { minimumDays: 14, reason: "A stack for tests, with made-up orders only." },
  valid: [resource(groupType, "logs", { retentionInDays: 14 })],
  refuses: { "less than the configuration wants": [set("logs", "retentionInDays", 7), /at least 14 days/] },
});
