import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

/** End of support by AWS, from the table of runtimes in Lambda's guide. */
const endOfSupport: Readonly<Record<string, string>> = {
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
};

const dayMs = 86_400_000;

export const functionRuntimeSupported = resourceRule({
  name: "function-runtime-supported",
  concern: "reliability",
  description: "Functions run on a runtime that AWS still supports for a while.",
  rationale:
    "After its end a runtime gets no security updates, and soon nobody can create or update a function on it. Source: Lambda's guide on runtimes.",
  remediation: "Set runtime (config key functionRuntime) to a later one; when AWS has a new one, add it with its date.",
  controls: ["lambda.runtime"],
  severity: "high",
  types: [types.function],
  parameters: {
    runtimes: z
      .record(z.string(), z.iso.date())
      .default(endOfSupport)
      .describe("Runtimes that may be used, each with the day on which AWS's support ends."),
    daysAhead: z.int().min(0).default(90).describe("Days before that end from which on it is refused already."),
  },
  check(lambda, { report, parameters: { runtimes, daysAhead } }) {
    if (lambda.text("packageType") === "Image") return;
    const runtime = lambda.text("runtime");
    const end = runtime === undefined ? undefined : runtimes[runtime];
    if (end === undefined) {
      const wanted = `one of ${Object.keys(runtimes).join(", ")}`;
      report(lambda, "runtime", runtime, wanted);
      return;
    }
    const daysLeft = Math.floor((Date.parse(end) - Date.now()) / dayMs) + 1;
    if (daysLeft > daysAhead) return;
    const wanted = `a runtime with more than ${daysAhead} days to go: its support ends on ${end}`;
    report(lambda, "runtime", runtime, wanted);
  },
});
