import { functionLogsToOwnGroup } from "../../../../policies/rules/observability/function-logs-to-own-group";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType, functionType as type } from "./watched";

const group = (name: string) => resource(groupType, `${name}-logs`, { name: `/aws/lambda/${name}` });
const lambda = (name: string) =>
  resource(
    type,
    name,
    { loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${name}`, applicationLogLevel: "INFO" } },
    { dependencies: [group(name).urn] },
  );
const fn = { type, name: "sender" };

testRule(functionLogsToOwnGroup, {
  valid: [group("sender"), lambda("sender"), group("reader"), lambda("reader")],
  failing: [
    {
      title: "a function without logging settings, which has Lambda's own group",
      change: (valid) => drop(valid, "sender", "loggingConfig"),
      ...fn,
      says: /loggingConfig\.logFormat is not set, wanted JSON/,
    },
    {
      title: "plain text",
      change: (valid) => set(valid, "sender", "loggingConfig.logFormat", "Text"),
      ...fn,
      says: /logFormat is Text/,
    },
    {
      title: "a level at which metrics are dropped",
      change: (valid) => set(valid, "sender", "loggingConfig.applicationLogLevel", "WARN"),
      ...fn,
      says: /applicationLogLevel is WARN, wanted INFO or lower/,
    },
    {
      title: "a level at which Lambda's own reports are dropped",
      change: (valid) => set(valid, "sender", "loggingConfig.systemLogLevel", "WARN"),
      ...fn,
      says: /systemLogLevel is WARN/,
    },
    {
      title: "no group",
      change: (valid) => drop(valid, "sender", "loggingConfig.logGroup"),
      ...fn,
      says: /logGroup is not set, wanted the name of a log group of this stack/,
    },
    {
      title: "a group that the stack does not declare",
      change: (valid) => without(valid, "sender-logs"),
      ...fn,
      says: /wanted the name of a log group of this stack/,
    },
    {
      title: "a group that was renamed",
      change: (valid) => set(valid, "sender-logs", "name", "/aws/lambda/sender-2"),
      ...fn,
      says: /wanted the name of a log group of this stack/,
    },
    {
      title: "the group of a sibling",
      change: (valid) => set(valid, "reader", "loggingConfig.logGroup", "/aws/lambda/sender"),
      type,
      name: "reader",
      says: /wanted a group of its own: 'sender' has this one/,
    },
    {
      title: "a function that does not wait for its group",
      change: (valid) => change(valid, "sender", (item) => ({ ...item, dependencies: [] })),
      ...fn,
      says: /dependsOn 'sender-logs'/,
    },
  ],
});
