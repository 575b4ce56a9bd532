import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const mappingReportsBatchItemFailures = resourceRule({
  name: "mapping-reports-batch-item-failures",
  concern: "reliability",
  description: "Mappings take partial batch responses, and are switched on.",
  rationale:
    "Else one bad message brings the whole batch back, and in the end sends the good ones to the dead letters too. Source: Lambda's guide on SQS and on streams.",
  remediation: 'Set functionResponseTypes to ["ReportBatchItemFailures"], and leave enabled out.',
  controls: ["async.partial-batches"],
  severity: "high",
  types: [types.mapping],
  check(mapping, { report }) {
    const found = mapping.value("functionResponseTypes");
    if (!mapping.texts("functionResponseTypes").includes("ReportBatchItemFailures"))
      report(mapping, "functionResponseTypes", found, "ReportBatchItemFailures in it");
    if (mapping.flag("enabled") === false) report(mapping, "enabled", false, "true: else nothing is ever handled");
  },
});
