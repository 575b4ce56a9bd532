import { metricFilterFeedsAlarm } from "../../../../policies/rules/observability/metric-filter-feeds-alarm";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, groupType, sender, filterType as type } from "./watched";

const filter = { type, name: "filter" };
const valid = [
  resource(groupType, "logs", { name: "/aws/lambda/sender" }),
  ...set([sender], "sender", "loggingConfig", { logGroup: "/aws/lambda/sender" }),
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

const transformed = (property: string, value: unknown, says: RegExp) => ({
  title: `${JSON.stringify(value)} as ${property}`,
  change: () => set(valid, "filter", `metricTransformation.${property}`, value),
  ...filter,
  says,
});

testRule(metricFilterFeedsAlarm, {
  valid,
  failing: [
    transformed(
      "name",
      "ErrorLogFallbacks",
      /metricTransformation\.name is Backoffice ErrorLogFallbacks, wanted a metric of/,
    ),
    transformed("namespace", "Backofice", /name is Backofice ErrorLogFallback/),
    transformed("value", "0", /value is 0, wanted what a line counts for/),
    transformed("unit", "Bytes", /unit is Bytes, wanted Count/),
    transformed("dimensions", { environment: "$.environment" }, /wanted environment, service/),
    transformed("dimensions.service", "$.svc", /dimensions\.service is \$\.svc, wanted \$\.service/),
    transformed("defaultValue", "5", /defaultValue is 5, wanted none beside dimensions/),
    {
      title: "no pattern",
      change: () => drop(valid, "filter", "pattern"),
      ...filter,
      says: /pattern is not set/,
    },
    {
      title: "a group that the stack does not have",
      change: () => set(valid, "filter", "logGroupName", "/aws/lambda/reader"),
      ...filter,
      says: /logGroupName is \/aws\/lambda\/reader, wanted the name of a log group/,
    },
    {
      title: "a group of a class that takes no filters",
      change: () => set(valid, "logs", "logGroupClass", "INFREQUENT_ACCESS"),
      type: groupType,
      name: "logs",
      says: /logGroupClass is INFREQUENT_ACCESS/,
    },
    {
      title: "a metric without an alarm",
      change: () => without(valid, "lost"),
      ...filter,
      says: /wanted a metric with an alarm for \{"environment":"prod","service":"orders"\}/,
    },
    {
      title: "an alarm for another pipeline",
      change: () => set(valid, "lost", "dimensions.service", "shipments"),
      ...filter,
      says: /wanted a metric with an alarm/,
    },
  ],
});
