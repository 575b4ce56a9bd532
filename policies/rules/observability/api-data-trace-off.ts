import { resourceRule } from "../../engine/define";

export const apiDataTraceOff = resourceRule({
  name: "api-data-trace-off",
  concern: "observability",
  title: "API Gateway does not write requests and answers into its log.",
  why: "Data trace logs bodies and headers: names, addresses and tokens of customers. Source: CKV_AWS_276.",
  mend: "Set settings.dataTraceEnabled to false, or leave it out.",
  controls: ["api.data-trace"],
  severity: "high",
  types: ["aws:apigateway/methodSettings:MethodSettings"],
  check(settings, { report }) {
    // AWS's default is false. Anything else than a plain no counts as yes.
    const found = settings.value("settings.dataTraceEnabled") ?? false;
    if (found !== false) report({ subject: settings, property: "settings.dataTraceEnabled", found, wanted: "false" });
  },
});
