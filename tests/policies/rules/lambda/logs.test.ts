import { functionLogCountsLostEntries, functionLogsToOwnGroup } from "../../../../policies/rules/lambda/logs";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { filterType, functionType, groupType } from "../../../support/policies/shops/watched";

testRule(functionLogCountsLostEntries, {
  valid: [
    resource(groupType, "logs", { name: "/aws/lambda/sender" }),
    resource(functionType, "sender", { loggingConfig: { logGroup: "/aws/lambda/sender" } }),
    resource(filterType, "filter", {
      logGroupName: "/aws/lambda/sender",
      pattern: '{  $.message = "error log unavailable" }',
    }),
  ],
  refuses: {
    "a log without a filter": [
      without("filter"),
      "logs",
      /name is \/aws\/lambda\/sender, wanted a metric filter by \{ \$\.message = "error log unavailable" \}/,
    ],
    "a filter by another line": [
      set("filter", "pattern", '{ $.message = "error log unavaliable" }'),
      "logs",
      /wanted a metric filter/,
    ],
    "a filter on another group": [
      set("filter", "logGroupName", "/aws/lambda/reader"),
      "logs",
      /wanted a metric filter/,
    ],
  },
});

const group = (name: string) => resource(groupType, `${name}-logs`, { name: `/aws/lambda/${name}` });
const lambda = (name: string) =>
  resource(
    functionType,
    name,
    { loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${name}`, applicationLogLevel: "INFO" } },
    { dependencies: [group(name).urn] },
  );

testRule(functionLogsToOwnGroup, {
  valid: [group("sender"), lambda("sender"), group("reader"), lambda("reader")],
  refuses: {
    "a function without logging settings, which has Lambda's own group": [
      drop("sender", "loggingConfig"),
      /loggingConfig\.logFormat is not set, wanted JSON/,
    ],
    "plain text": [set("sender", "loggingConfig.logFormat", "Text"), /logFormat is Text/],
    "a level at which metrics are dropped": [
      set("sender", "loggingConfig.applicationLogLevel", "WARN"),
      /applicationLogLevel is WARN, wanted INFO or lower/,
    ],
    "a level at which Lambda's own reports are dropped": [
      set("sender", "loggingConfig.systemLogLevel", "WARN"),
      /systemLogLevel is WARN/,
    ],
    "no group": [
      drop("sender", "loggingConfig.logGroup"),
      /logGroup is not set, wanted the name of a log group of this stack/,
    ],
    "a group that the stack does not declare": [
      without("sender-logs"),
      "sender",
      /wanted the name of a log group of this stack/,
    ],
    "a group that was renamed": [
      set("sender-logs", "name", "/aws/lambda/sender-2"),
      "sender",
      /wanted the name of a log group of this stack/,
    ],
    "the group of a sibling": [
      set("reader", "loggingConfig.logGroup", "/aws/lambda/sender"),
      /wanted a group of its own: 'sender' has this one/,
    ],
    "a function that does not wait for its group": [
      change("sender", (item) => ({ ...item, dependencies: [] })),
      /dependsOn 'sender-logs'/,
    ],
  },
});
