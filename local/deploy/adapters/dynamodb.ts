import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  type KeySchemaElement,
  UpdateContinuousBackupsCommand,
  UpdateContributorInsightsCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, number, tagList, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

const index = z.strictObject({
  name: z.string(),
  hashKey: z.string(),
  rangeKey: text,
  projectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
  nonKeyAttributes: z.array(z.string()).optional(),
});

export const table = defineAdapter({
  type: awsTypes.dynamodb.table,
  inputs: z.strictObject({
    name: z.string(),
    billingMode: z.enum(["PAY_PER_REQUEST"]),
    hashKey: z.string(),
    rangeKey: text,
    attributes: z.array(z.strictObject({ name: z.string(), type: z.enum(["S", "N", "B"]) })),
    globalSecondaryIndexes: z.array(index).optional(),
    serverSideEncryption: z.strictObject({ enabled: z.boolean(), kmsKeyArn: text }).optional(),
    pointInTimeRecovery: z.strictObject({ enabled: z.boolean(), recoveryPeriodInDays: number }).optional(),
    deletionProtectionEnabled: flag,
    ttl: z.strictObject({ enabled: z.boolean(), attributeName: z.string() }).optional(),
    streamEnabled: flag,
    streamViewType: z.enum(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]).optional(),
    tags,
  }),
  outputs: ["arn", "streamArn", "streamLabel"],
  async create(inputs, { clients }) {
    const { dynamoDb } = clients;
    const { TableDescription: made } = await dynamoDb.send(new CreateTableCommand(tableInput(inputs)));
    const follow: Promise<unknown>[] = [];
    if (inputs.ttl?.enabled === true) {
      const TimeToLiveSpecification = { Enabled: true, AttributeName: inputs.ttl.attributeName };
      follow.push(dynamoDb.send(new UpdateTimeToLiveCommand({ TableName: inputs.name, TimeToLiveSpecification })));
    }
    if (inputs.pointInTimeRecovery?.enabled === true) {
      const PointInTimeRecoverySpecification = {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: inputs.pointInTimeRecovery.recoveryPeriodInDays,
      };
      follow.push(
        dynamoDb.send(new UpdateContinuousBackupsCommand({ TableName: inputs.name, PointInTimeRecoverySpecification })),
      );
    }
    await Promise.all(follow);
    return {
      id: inputs.name,
      state: {
        arn: made?.TableArn,
        // As the provider does it: without a stream the attributes are empty, not missing.
        streamArn: made?.LatestStreamArn ?? "",
        streamLabel: made?.LatestStreamLabel ?? "",
      },
    };
  },
});

type TableInputs = {
  readonly name: string;
  readonly billingMode: "PAY_PER_REQUEST";
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
  readonly globalSecondaryIndexes?: readonly z.output<typeof index>[] | undefined;
  readonly serverSideEncryption?: { readonly enabled: boolean; readonly kmsKeyArn?: string | undefined } | undefined;
  readonly deletionProtectionEnabled?: boolean | undefined;
  readonly streamEnabled?: boolean | undefined;
  readonly streamViewType?: "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | "KEYS_ONLY" | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
};

function tableInput(inputs: TableInputs): CreateTableCommandInput {
  const encryption = inputs.serverSideEncryption;
  return {
    TableName: inputs.name,
    BillingMode: inputs.billingMode,
    KeySchema: keySchema(inputs.hashKey, inputs.rangeKey),
    AttributeDefinitions: inputs.attributes.map(
      ({ name, type }): AttributeDefinition => ({ AttributeName: name, AttributeType: type }),
    ),
    // The API rejects an empty list.
    GlobalSecondaryIndexes: inputs.globalSecondaryIndexes?.length
      ? inputs.globalSecondaryIndexes.map((item) => ({
          IndexName: item.name,
          KeySchema: keySchema(item.hashKey, item.rangeKey),
          Projection: { ProjectionType: item.projectionType, NonKeyAttributes: item.nonKeyAttributes },
        }))
      : undefined,
    SSESpecification: encryption && {
      Enabled: encryption.enabled,
      SSEType: encryption.enabled ? "KMS" : undefined,
      KMSMasterKeyId: encryption.kmsKeyArn,
    },
    DeletionProtectionEnabled: inputs.deletionProtectionEnabled,
    StreamSpecification: inputs.streamEnabled
      ? { StreamEnabled: true, StreamViewType: inputs.streamViewType }
      : undefined,
    Tags: tagList(inputs.tags),
  };
}

function keySchema(hashKey: string, rangeKey: string | undefined): KeySchemaElement[] {
  const hash: KeySchemaElement = { AttributeName: hashKey, KeyType: "HASH" };
  return rangeKey === undefined ? [hash] : [hash, { AttributeName: rangeKey, KeyType: "RANGE" }];
}

export const contributorInsights = defineAdapter({
  type: awsTypes.dynamodb.contributorInsights,
  inputs: z.strictObject({ tableName: z.string(), indexName: text }),
  ignores: { mode: "the emulator has one mode" },
  outputs: [],
  async create({ tableName, indexName }, { clients, target }) {
    await clients.dynamoDb.send(
      new UpdateContributorInsightsCommand({
        TableName: tableName,
        IndexName: indexName,
        ContributorInsightsAction: "ENABLE",
      }),
    );
    return { id: `name:${tableName}/index:${indexName ?? ""}/${target.accountId}`, state: {} };
  },
});
