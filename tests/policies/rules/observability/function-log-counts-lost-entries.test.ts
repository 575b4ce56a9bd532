import { functionLogCountsLostEntries } from "../../../../policies/rules/observability/function-log-counts-lost-entries";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { filterType, functionType, groupType } from "./watched";

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
