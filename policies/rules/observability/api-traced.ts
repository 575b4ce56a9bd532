import { resourceRule } from "../../engine/define";

export const apiTraced = resourceRule({
  name: "api-traced",
  concern: "observability",
  description: "Stages of an API are traced by X-Ray.",
  rationale:
    "The trace begins where the request comes in, else a slow answer cannot be told from a slow function. Source: Security Hub APIGateway.3.",
  remediation: "Set xrayTracingEnabled to true.",
  controls: ["api.tracing"],
  severity: "low",
  types: ["aws:apigateway/stage:Stage"],
  check(stage, { report }) {
    const found = stage.flag("xrayTracingEnabled");
    if (found !== true) report(stage, "xrayTracingEnabled", found, "true");
  },
});
