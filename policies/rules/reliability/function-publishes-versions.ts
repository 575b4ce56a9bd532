import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const functionPublishesVersions = resourceRule({
  name: "function-publishes-versions",
  concern: "reliability",
  description: "Every deployment of a function publishes a version.",
  rationale:
    "Without versions an alias has nothing to point to but the code that is being changed, and there is nothing to go back to.",
  remediation: "Set publish to true.",
  controls: ["async.alias"],
  severity: "medium",
  types: [types.function],
  check(lambda, { report }) {
    if (lambda.flag("publish") === true) return;
    report(lambda, "publish", lambda.value("publish"), "true");
  },
});
