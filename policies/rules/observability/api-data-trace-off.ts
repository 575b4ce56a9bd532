import { resourceRule } from "../../engine/define";

export const apiDataTraceOff = resourceRule({
  name: "api-data-trace-off",
  concern: "observability",
  description: "API Gateway does not write requests and answers into its log.",
  rationale: "Data trace logs bodies and headers: names, addresses and tokens of customers. Source: CKV_AWS_276.",
  remediation: "Set settings.dataTraceEnabled to false, or leave it out.",
  controls: ["api.data-trace"],
  severity: "high",
  types: ["aws:apigateway/methodSettings:MethodSettings"],
  check(settings, { report }) {
    // AWS's default is false. Anything else than a plain no counts as yes.
    const found = settings.value("settings.dataTraceEnabled") ?? false;
    if (found !== false) report(settings, "settings.dataTraceEnabled", found, "false");
  },
});
