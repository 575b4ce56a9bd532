import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { functionsOf } from "../../wiring/functions";

export const functionSizedExplicitly = resourceRule({
  name: "function-sized-explicitly",
  concern: "reliability",
  description: "Functions say how much memory and time they have, within what the house allows.",
  rationale:
    "Lambda's defaults are 128 MB and 3 seconds: too slow to start, and too short for a retry of an SDK call; a very long timeout hides what hangs.",
  remediation: "Set memorySize and timeout.",
  controls: ["lambda.sizing"],
  severity: "medium",
  types: [awsTypes.lambda.function],
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

/** Dates on which AWS ends support, from the table of runtimes in Lambda's guide. */
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
  types: [awsTypes.lambda.function],
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

export const functionsAreDescribed = resourceRule({
  name: "functions-are-described",
  concern: "tagging",
  description: "Functions say what they do.",
  rationale: "Who is woken by an alarm at night sees the function's name and its description, before any code.",
  remediation: "Set description to one short sentence, at most 256 characters.",
  controls: ["lambda.described"],
  severity: "low",
  types: [awsTypes.lambda.function],
  check(lambda, { report }) {
    const found = lambda.text("description");
    if (found !== undefined && found.length >= 10 && found.length <= 256) return;
    report(lambda, "description", found, "10 to 256 characters");
  },
});

export const functionTraced = resourceRule({
  name: "function-traced",
  concern: "observability",
  description: "Functions are traced by X-Ray.",
  rationale:
    "Without a trace nobody sees in which service a slow or failing call lost its time. Lambda's default only passes on what others began. Source: Security Hub Lambda.7.",
  remediation: "Set tracingConfig.mode to Active.",
  controls: ["lambda.tracing"],
  severity: "low",
  types: [awsTypes.lambda.function],
  check(lambda, { report }) {
    const found = lambda.text("tracingConfig.mode");
    if (found !== "Active") report(lambda, "tracingConfig.mode", found, "Active");
  },
});

export const functionsRunTheirOwnCode = stackRule({
  name: "functions-run-their-own-code",
  concern: "reliability",
  description: "No two functions run the same code, and none takes in code of others by a layer.",
  rationale:
    "Two functions with one bundle are a copy in which the entry was not changed: one of them does the other's work. A layer is code that no review here has seen, with all the function's rights.",
  remediation: "Give each function its own entry in components/functions.ts, and bundle what it needs.",
  controls: ["lambda.sizing", "least.one-role"],
  severity: "high",
  async check(stack, { each, report }) {
    const seen = new Map<string, Resource>();
    await each(functionsOf(stack), (lambda) => {
      const layers = lambda.list("layers");
      if (layers.length > 0) report(lambda, "layers", layers, "none");
      const hash = lambda.text("code.hash");
      if (hash === undefined) return; // only the state of a deployed stack may lack it
      const twin = seen.get(hash);
      if (twin !== undefined) report(lambda, "code", `that of '${twin.name}'`, "code of its own");
      seen.set(hash, lambda);
    });
  },
});
