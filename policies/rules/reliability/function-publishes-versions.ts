import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const functionPublishesVersions = resourceRule({
  name: "function-publishes-versions",
  concern: "reliability",
  title: "Every deployment of a function publishes a version.",
  why: "Without versions an alias has nothing to point to but the code that is being changed, and there is nothing to go back to.",
  mend: "Set publish to true.",
  controls: ["async.alias"],
  severity: "medium",
  types: [types.function],
  check(lambda, { report }) {
    if (lambda.flag("publish") === true) return;
    report({ subject: lambda, property: "publish", found: lambda.value("publish"), wanted: "true" });
  },
});
