import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const functionSizedExplicitly = resourceRule({
  name: "function-sized-explicitly",
  concern: "reliability",
  description: "Functions say how much memory and time they have, within what the house allows.",
  rationale:
    "Lambda's defaults are 128 MB and 3 seconds: too slow to start, and too short for a retry of an SDK call; a very long timeout hides what hangs.",
  remediation: "Set memorySize and timeout.",
  controls: ["lambda.sizing"],
  severity: "medium",
  types: [types.function],
  parameters: {
    minimumMemoryMb: z.int().min(128).max(10_240).default(128).describe("Least memory, in MB."),
    maximumMemoryMb: z.int().min(128).max(10_240).default(3_008).describe("Most memory, in MB: more is mostly a slip."),
    maximumTimeoutSeconds: z.int().min(1).max(900).default(30).describe("Longest timeout, in seconds."),
  },
  check(lambda, { report, parameters }) {
    const { minimumMemoryMb, maximumMemoryMb, maximumTimeoutSeconds } = parameters;
    within("memorySize", minimumMemoryMb, maximumMemoryMb, "MB");
    within("timeout", 1, maximumTimeoutSeconds, "seconds");

    function within(property: string, least: number, most: number, unit: string): void {
      const found = lambda.number(property);
      if (found !== undefined && found >= least && found <= most) return;
      report(lambda, property, lambda.value(property), `${least} to ${most} ${unit}`);
    }
  },
});
