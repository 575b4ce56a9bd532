import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type MathAlarmArgs, mathAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";
import { type CustomMetric, customMetric } from "./custom";

export interface StalledAlarmArgs extends Pick<MathAlarmArgs, "summary" | "runbook"> {
  /** Counts the input. */
  readonly input: CustomMetric;
  /** Counts the output, which follows the input within a minute or two. */
  readonly output: CustomMetric;
}

/** 1 in a period with input but no output, else 0. A count without events has no data points. */
export const stalledOf = (input: string, output: string) =>
  `IF(FILL(${input}, 0) > 0, IF(FILL(${output}, 0) > 0, 0, 1), 0)`;

/**
 * Raised when there is input but no output, in two periods of three minutes in a row, whatever the reason. It detects failures without a
 * metric of their own, such as a disabled event source mapping. With a single period, input at its very end would raise the alarm.
 */
export function stalledAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  { input, output, ...basics }: StalledAlarmArgs,
  parent: pulumi.Resource,
) {
  const metric = (of: CustomMetric) => customMetric(sharedArgs.stack, of, 180);
  return mathAlarm(
    name,
    sharedArgs,
    {
      ...basics,
      label: "Something goes in and nothing comes out",
      expression: stalledOf("input", "output"),
      metrics: { input: metric(input), output: metric(output) },
      comparison: ">",
      threshold: 0,
      periods: 2,
      missingData: "notBreaching",
    },
    parent,
  );
}
