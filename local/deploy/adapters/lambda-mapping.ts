import { CreateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, number, tags } from "../../../program/inputs";
import type { StreamMapping } from "../../streams/settings";
import { defineAdapter } from "../adapter";

const inputsSchema = z.strictObject({
  eventSourceArn: z.string(),
  functionName: z.string(),
  enabled: flag,
  batchSize: number,
  maximumBatchingWindowInSeconds: number,
  startingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).optional(),
  bisectBatchOnFunctionError: flag,
  maximumRetryAttempts: number,
  maximumRecordAgeInSeconds: number,
  parallelizationFactor: number,
  functionResponseTypes: z.array(z.enum(["ReportBatchItemFailures"])).optional(),
  destinationConfig: z.strictObject({ onFailure: z.strictObject({ destinationArn: z.string() }) }).optional(),
  filterCriteria: z.strictObject({ filters: z.array(z.strictObject({ pattern: z.string() })) }).optional(),
  scalingConfig: z.strictObject({ maximumConcurrency: z.number() }).optional(),
  tags,
});

export const eventSourceMapping = defineAdapter({
  type: awsTypes.lambda.eventSourceMapping,
  inputs: inputsSchema,
  ignores: {
    kmsKeyArn: "the emulator keeps filters in the clear",
    metricsConfig: "the emulator counts nothing for mappings",
  },
  outputs: ["arn", "functionArn", "lastModified", "lastProcessingResult", "state", "stateTransitionReason", "uuid"],
  async create(inputs, { clients, target, streams }) {
    const mapping = streams === undefined ? undefined : streamMapping(inputs);
    const { destinationConfig: destination, filterCriteria: criteria, scalingConfig: scaling } = inputs;
    const made = await clients.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: inputs.eventSourceArn,
        FunctionName: inputs.functionName,
        // The emulator stores the mapping, so that it can be read, and the fake does its work.
        Enabled: mapping === undefined && (inputs.enabled ?? true),
        BatchSize: inputs.batchSize,
        MaximumBatchingWindowInSeconds: inputs.maximumBatchingWindowInSeconds,
        StartingPosition: inputs.startingPosition,
        BisectBatchOnFunctionError: inputs.bisectBatchOnFunctionError,
        MaximumRetryAttempts: inputs.maximumRetryAttempts,
        MaximumRecordAgeInSeconds: inputs.maximumRecordAgeInSeconds,
        ParallelizationFactor: inputs.parallelizationFactor,
        FunctionResponseTypes: inputs.functionResponseTypes,
        DestinationConfig: destination && { OnFailure: { Destination: destination.onFailure.destinationArn } },
        FilterCriteria: criteria && { Filters: criteria.filters.map(({ pattern }) => ({ Pattern: pattern })) },
        ScalingConfig: scaling && { MaximumConcurrency: scaling.maximumConcurrency },
        Tags: inputs.tags,
      }),
    );
    if (mapping !== undefined && (inputs.enabled ?? true)) streams?.add(mapping);
    const uuid = made.UUID ?? "";
    return {
      id: uuid,
      state: {
        arn: `arn:${target.partition}:lambda:${target.region}:${target.accountId}:event-source-mapping:${uuid}`,
        functionArn: made.FunctionArn,
        lastModified: made.LastModified?.toISOString(),
        lastProcessingResult: made.LastProcessingResult ?? "No records processed",
        state: mapping === undefined ? made.State : (inputs.enabled ?? true) ? "Enabled" : "Disabled",
        stateTransitionReason: made.StateTransitionReason ?? "USER_INITIATED",
        uuid,
      },
    };
  },
});

/** The mapping, when its source is a table's stream; with Lambda's defaults. */
function streamMapping(inputs: z.output<typeof inputsSchema>): StreamMapping | undefined {
  if (!/^arn:[^:]+:dynamodb:.+\/stream\//.test(inputs.eventSourceArn)) return undefined;
  const { parallelizationFactor: parallel = 1 } = inputs;
  if (parallel !== 1)
    throw new RangeError(`parallelizationFactor: the fake of stream mappings knows 1 only, ${parallel} given`);
  const failureQueueArn = inputs.destinationConfig?.onFailure.destinationArn;
  return {
    streamArn: inputs.eventSourceArn,
    functionArn: inputs.functionName,
    startingPosition: inputs.startingPosition ?? "LATEST",
    patterns: inputs.filterCriteria?.filters.map(({ pattern }) => pattern) ?? [],
    delivery: {
      batchSize: inputs.batchSize ?? 100,
      windowSeconds: inputs.maximumBatchingWindowInSeconds ?? 0,
      bisect: inputs.bisectBatchOnFunctionError ?? false,
      partialFailures: inputs.functionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      retries: inputs.maximumRetryAttempts ?? -1,
      maxAgeSeconds: inputs.maximumRecordAgeInSeconds ?? -1,
    },
    ...(failureQueueArn !== undefined && { failureQueueArn }),
  };
}
