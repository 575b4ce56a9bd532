import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { types } from "../../wiring/types";

export const streamMappingBounded = stackRule({
  name: "stream-mapping-bounded",
  concern: "reliability",
  description: "Stream mappings retry within bounds, bisect failing batches, and keep what failed.",
  rationale:
    "By default Lambda retries a failing batch for as long as the stream keeps it, and with it everything behind it; then it drops the records without a word. An age bounds the retries better than a count, which a short outage spends within seconds: the count may be -1. Source: Lambda's guide on DynamoDB streams.",
  remediation:
    "Set maximumRetryAttempts (-1: until the age), maximumRecordAgeInSeconds, bisectBatchOnFunctionError, startingPosition TRIM_HORIZON and destinationConfig.onFailure.",
  controls: ["async.stream-bounds", "lambda.mapping-failure", "async.failure-paths"],
  severity: "high",
  parameters: {
    minimumRetries: z.int().min(1).default(2).describe("Fewest retries: a short outage must not cost a record."),
    maximumRetries: z.int().max(10_000).default(20).describe("Most retries: a bad record holds up all behind it."),
    minimumAgeSeconds: z.int().min(60).default(600).describe("Least age up to which a record is retried."),
    maximumAgeSeconds: z.int().max(604_800).default(43_200).describe("Most age, well below what the stream keeps."),
  },
  async check(stack, { each, report, parameters }) {
    const { minimumRetries, maximumRetries, minimumAgeSeconds, maximumAgeSeconds } = parameters;
    await each(stack.ofType(types.mapping), (mapping) => {
      if (!isOfStream(mapping, stack.named(mapping, "eventSourceArn", types.queue, types.table))) return;
      const counts = between(minimumRetries, maximumRetries);
      const untilTheAge = -1;
      want(
        "maximumRetryAttempts",
        `${untilTheAge} (until the records' age), or ${minimumRetries} to ${maximumRetries}`,
        (value) => value === untilTheAge || counts(value),
      );
      const ages = between(minimumAgeSeconds, maximumAgeSeconds);
      want("maximumRecordAgeInSeconds", `${minimumAgeSeconds} to ${maximumAgeSeconds} seconds`, ages);
      want("bisectBatchOnFunctionError", "true", (value) => value === true);
      want("startingPosition", "TRIM_HORIZON: LATEST misses what is written meanwhile", (v) => v === "TRIM_HORIZON");
      const destination = "destinationConfig.onFailure.destinationArn";
      if (stack.named(mapping, destination, types.queue, types.topic).length === 0)
        report(mapping, destination, mapping.value(destination), "a queue");

      function want(property: string, wanted: string, isRight: (value: unknown) => boolean): void {
        const found = mapping.value(property);
        if (!isRight(found)) report(mapping, property, found, wanted);
      }
    });
  },
});

function isOfStream(mapping: Resource, [source]: readonly Resource[]): boolean {
  if (source !== undefined) return source.type === types.table;
  return /:(dynamodb|kinesis):/.test(mapping.text("eventSourceArn") ?? "");
}

function between(least: number, most: number): (value: unknown) => boolean {
  return (value) => typeof value === "number" && value >= least && value <= most;
}
