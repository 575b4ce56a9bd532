import type { StandardUnit } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { number, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

export const logGroup = defineAdapter({
  type: awsTypes.cloudwatch.logGroup,
  inputs: z.strictObject({
    name: z.string(),
    kmsKeyId: text,
    retentionInDays: number,
    logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS"]).optional(),
    tags,
  }),
  ignores: { skipDestroy: "used when a log group is deleted, and the local run deletes none" },
  outputs: ["arn"],
  async create(inputs, { clients, target }) {
    await clients.logs.send(
      new CreateLogGroupCommand({
        logGroupName: inputs.name,
        kmsKeyId: inputs.kmsKeyId,
        logGroupClass: inputs.logGroupClass,
        tags: inputs.tags,
      }),
    );
    // The provider writes 0 for logs that never expire.
    if (inputs.retentionInDays) {
      await clients.logs.send(
        new PutRetentionPolicyCommand({ logGroupName: inputs.name, retentionInDays: inputs.retentionInDays }),
      );
    }
    const arn = `arn:${target.partition}:logs:${target.region}:${target.accountId}:log-group:${inputs.name}`;
    return { id: inputs.name, state: { arn } };
  },
});

export const logMetricFilter = defineAdapter({
  type: awsTypes.cloudwatch.logMetricFilter,
  inputs: z.strictObject({
    name: z.string(),
    logGroupName: z.string(),
    pattern: z.string(),
    metricTransformation: z.strictObject({
      name: z.string(),
      namespace: z.string(),
      value: z.string(),
      defaultValue: z.union([z.string(), z.number()]).transform(Number).optional(),
      dimensions: z.record(z.string(), z.string()).optional(),
      unit: text,
    }),
  }),
  ignores: { applyOnTransformedLogs: "the emulator does not transform logs" },
  outputs: [],
  async create(inputs, { clients }) {
    const transformation = inputs.metricTransformation;
    await clients.logs.send(
      new PutMetricFilterCommand({
        filterName: inputs.name,
        logGroupName: inputs.logGroupName,
        filterPattern: inputs.pattern,
        metricTransformations: [
          {
            metricName: transformation.name,
            metricNamespace: transformation.namespace,
            metricValue: transformation.value,
            defaultValue: transformation.defaultValue,
            dimensions: transformation.dimensions,
            unit: transformation.unit as StandardUnit | undefined,
          },
        ],
      }),
    );
    return { id: inputs.name, state: {} };
  },
});
