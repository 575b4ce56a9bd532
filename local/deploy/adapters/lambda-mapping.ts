import { CreateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import * as z from "zod";
import { defineAdapter } from "../adapter";
import { flag, number, tags } from "./inputs";

export const eventSourceMapping = defineAdapter({
  type: "aws:lambda/eventSourceMapping:EventSourceMapping",
  inputs: z.strictObject({
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
  }),
  ignores: {
    kmsKeyArn: "the emulator keeps filters in the clear",
    metricsConfig: "the emulator counts nothing for mappings",
  },
  outputs: ["arn", "functionArn", "lastModified", "lastProcessingResult", "state", "stateTransitionReason", "uuid"],
  async create(inputs, { clients, place }) {
    const { destinationConfig: destination, filterCriteria: criteria, scalingConfig: scaling } = inputs;
    const made = await clients.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: inputs.eventSourceArn,
        FunctionName: inputs.functionName,
        Enabled: inputs.enabled ?? true,
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
    const uuid = made.UUID ?? "";
    return {
      id: uuid,
      state: {
        arn: `arn:${place.partition}:lambda:${place.region}:${place.accountId}:event-source-mapping:${uuid}`,
        functionArn: made.FunctionArn,
        lastModified: made.LastModified?.toISOString(),
        lastProcessingResult: made.LastProcessingResult ?? "No records processed",
        state: made.State,
        stateTransitionReason: made.StateTransitionReason ?? "USER_INITIATED",
        uuid,
      },
    };
  },
});
