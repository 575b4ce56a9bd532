import type * as pulumi from "@pulumi/pulumi";
import type { Stem } from "../../naming";
import { metricAlarm } from "../alarm";
import type { Foundation } from "../foundation";
import { type FunctionTarget, functionMetric } from "./function";

/** Raised when a stream's consumer falls behind: a record blocks it, or it is too slow. */
export function iteratorAgeAlarm(name: Stem, foundation: Foundation, reader: FunctionTarget, parent: pulumi.Resource) {
  return metricAlarm(
    `${name}-iterator-age-alarm`,
    foundation,
    {
      summary: `${name} falls behind the stream that it reads.`,
      runbook: "stream-behind",
      metric: functionMetric(reader, "IteratorAge", "Maximum", 60),
      comparison: ">=",
      threshold: foundation.stack.config.alarmThresholds.iteratorAgeSeconds * 1000,
      periods: 5,
      missingData: "notBreaching",
    },
    parent,
  );
}
