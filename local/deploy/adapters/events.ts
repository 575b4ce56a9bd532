import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type RuleState,
} from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { json, number, tagList, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

export const eventBus = defineAdapter({
  type: awsTypes.cloudwatch.eventBus,
  inputs: z.strictObject({
    name: z.string(),
    description: text,
    kmsKeyIdentifier: text,
    deadLetterConfig: z.strictObject({ arn: z.string() }).optional(),
    tags,
  }),
  ignores: { logConfig: "the emulator writes no logs of buses" },
  outputs: ["arn"],
  async create(inputs, { clients }) {
    const { EventBusArn } = await clients.eventBridge.send(
      new CreateEventBusCommand({
        Name: inputs.name,
        Description: inputs.description,
        KmsKeyIdentifier: inputs.kmsKeyIdentifier,
        DeadLetterConfig: inputs.deadLetterConfig && { Arn: inputs.deadLetterConfig.arn },
        Tags: tagList(inputs.tags),
      }),
    );
    return { id: inputs.name, state: { arn: EventBusArn } };
  },
});

export const eventBusPolicy = defineAdapter({
  type: awsTypes.cloudwatch.eventBusPolicy,
  inputs: z.strictObject({ eventBusName: z.string(), policy: json }),
  outputs: [],
  async create(inputs, { clients }) {
    await clients.eventBridge.send(
      new PutPermissionCommand({ EventBusName: inputs.eventBusName, Policy: inputs.policy }),
    );
    return { id: inputs.eventBusName, state: {} };
  },
});

export const eventRule = defineAdapter({
  type: awsTypes.cloudwatch.eventRule,
  inputs: z.strictObject({
    name: z.string(),
    description: text,
    eventBusName: text,
    eventPattern: json.optional(),
    scheduleExpression: text,
    roleArn: text,
    state: text,
    tags,
  }),
  outputs: ["arn"],
  async create(inputs, { clients }) {
    const { RuleArn } = await clients.eventBridge.send(
      new PutRuleCommand({
        Name: inputs.name,
        Description: inputs.description,
        EventBusName: inputs.eventBusName,
        EventPattern: inputs.eventPattern,
        ScheduleExpression: inputs.scheduleExpression,
        RoleArn: inputs.roleArn,
        State: inputs.state as RuleState | undefined,
        Tags: tagList(inputs.tags),
      }),
    );
    return {
      id: [inputs.eventBusName, inputs.name].filter((part) => part !== undefined).join("/"),
      state: { arn: RuleArn },
    };
  },
});

export const eventTarget = defineAdapter({
  type: awsTypes.cloudwatch.eventTarget,
  inputs: z.strictObject({
    targetId: z.string(),
    rule: z.string(),
    eventBusName: text,
    arn: z.string(),
    roleArn: text,
    input: text,
    inputPath: text,
    inputTransformer: z
      .strictObject({ inputPaths: z.record(z.string(), z.string()).optional(), inputTemplate: z.string() })
      .optional(),
    deadLetterConfig: z.strictObject({ arn: z.string() }).optional(),
    retryPolicy: z.strictObject({ maximumRetryAttempts: number, maximumEventAgeInSeconds: number }).optional(),
  }),
  outputs: [],
  async create(inputs, { clients }) {
    const { inputTransformer: transformer, retryPolicy: retry } = inputs;
    const { FailedEntries = [] } = await clients.eventBridge.send(
      new PutTargetsCommand({
        Rule: inputs.rule,
        EventBusName: inputs.eventBusName,
        Targets: [
          {
            Id: inputs.targetId,
            Arn: inputs.arn,
            RoleArn: inputs.roleArn,
            Input: inputs.input,
            InputPath: inputs.inputPath,
            InputTransformer: transformer && {
              InputPathsMap: transformer.inputPaths,
              InputTemplate: transformer.inputTemplate,
            },
            DeadLetterConfig: inputs.deadLetterConfig && { Arn: inputs.deadLetterConfig.arn },
            RetryPolicy: retry && {
              MaximumRetryAttempts: retry.maximumRetryAttempts,
              MaximumEventAgeInSeconds: retry.maximumEventAgeInSeconds,
            },
          },
        ],
      }),
    );
    const [failed] = FailedEntries;
    if (failed !== undefined) throw new Error(`${failed.ErrorCode}: ${failed.ErrorMessage}`);
    return {
      id: [inputs.eventBusName, inputs.rule, inputs.targetId].filter((part) => part !== undefined).join("-"),
      state: {},
    };
  },
});

export const eventArchive = defineAdapter({
  type: awsTypes.cloudwatch.eventArchive,
  inputs: z.strictObject({
    name: z.string(),
    description: text,
    eventSourceArn: z.string(),
    eventPattern: json.optional(),
    retentionDays: number,
    kmsKeyIdentifier: text,
  }),
  outputs: ["arn"],
  async create(inputs, { clients, target }) {
    const { ArchiveArn } = await clients.eventBridge.send(
      new CreateArchiveCommand({
        ArchiveName: inputs.name,
        Description: inputs.description,
        EventSourceArn: inputs.eventSourceArn,
        EventPattern: inputs.eventPattern,
        RetentionDays: inputs.retentionDays,
        KmsKeyIdentifier: inputs.kmsKeyIdentifier,
      }),
    );
    // Another emulator may not support archives: then the ARN is the one that AWS would form from the name.
    const arn =
      ArchiveArn ?? `arn:${target.partition}:events:${target.region}:${target.accountId}:archive/${inputs.name}`;
    return { id: inputs.name, state: { arn } };
  },
});
