import { resourceRule } from "../../engine/define";

export const functionTraced = resourceRule({
  name: "function-traced",
  concern: "observability",
  description: "Functions are traced by X-Ray.",
  rationale:
    "Without a trace nobody sees in which service a slow or failing call lost its time. Lambda's default only passes on what others began. Source: Security Hub Lambda.7.",
  remediation: "Set tracingConfig.mode to Active.",
  controls: ["lambda.tracing"],
  severity: "low",
  types: ["aws:lambda/function:Function"],
  check(lambda, { report }) {
    const found = lambda.text("tracingConfig.mode");
    if (found !== "Active") report(lambda, "tracingConfig.mode", found, "Active");
  },
});
