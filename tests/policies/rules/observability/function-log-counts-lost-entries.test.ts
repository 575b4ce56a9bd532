import { functionLogCountsLostEntries } from "../../../../policies/rules/observability/function-log-counts-lost-entries";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { filterType, functionType, groupType } from "./watched";

const logs = { type: groupType, name: "logs" };

testRule(functionLogCountsLostEntries, {
  valid: [
    resource(groupType, "logs", { name: "/aws/lambda/sender" }),
    resource(functionType, "sender", { loggingConfig: { logGroup: "/aws/lambda/sender" } }),
    resource(filterType, "filter", {
      logGroupName: "/aws/lambda/sender",
      pattern: '{  $.message = "error log unavailable" }',
    }),
  ],
  failing: [
    {
      title: "a log without a filter",
      change: (valid) => without(valid, "filter"),
      ...logs,
      says: /name is \/aws\/lambda\/sender, wanted a metric filter by \{ \$\.message = "error log unavailable" \}/,
    },
    {
      title: "a filter by another line",
      change: (valid) => set(valid, "filter", "pattern", '{ $.message = "error log unavaliable" }'),
      ...logs,
      says: /wanted a metric filter/,
    },
    {
      title: "a filter on another group",
      change: (valid) => set(valid, "filter", "logGroupName", "/aws/lambda/reader"),
      ...logs,
      says: /wanted a metric filter/,
    },
  ],
});
