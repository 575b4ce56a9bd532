// Declared settings, read back from the emulator, which proves that an AWS API accepted them in this form.

import { GetStageCommand } from "@aws-sdk/client-api-gateway";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { functionNamesOf, tableNamesOf } from "../../../ops/stack/outputs";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** Functions as they run: processor, runtime, log group of their own with key and retention. */
export const functionsDeclared: Check = {
  pipeline: "stack",
  ids: ["X5", "X9"],
  async look({ traffic }) {
    const { aws } = traffic;
    const wrong: string[] = [];
    const names = functionNamesOf(traffic.outputs);
    for (const FunctionName of names) {
      const found = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      if (found.Architectures?.join() !== "arm64")
        wrong.push(`${FunctionName} is made for ${found.Architectures?.join()}`);
      if (!/^nodejs2[24]\.x$/.test(found.Runtime ?? "")) wrong.push(`${FunctionName} runs on ${found.Runtime}`);
      const group = found.LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`;
      const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: group }));
      const own = logGroups.find(({ logGroupName }) => logGroupName === group);
      if (own?.retentionInDays === undefined) wrong.push(`${group} keeps its lines for ever, or does not exist`);
      if (own?.kmsKeyId === undefined) wrong.push(`${group} is not encrypted with the stack's key`);
    }
    return verdict(
      wrong,
      `${names.length} functions on arm64 and Node.js 22 or later, each with an encrypted log group and a retention`,
    );
  },
};

/** The gateway's limits and logs. */
export const stageDeclared: Check = {
  pipeline: "orders",
  ids: ["O4"],
  async look({ traffic }) {
    const { apiId, stageName } = traffic.outputs.orders;
    const stage = await traffic.aws.apiGateway.send(new GetStageCommand({ restApiId: apiId, stageName }));
    const settings = stage.methodSettings?.["*/*"];
    const wrong: string[] = [];
    if (settings?.throttlingRateLimit !== 500 || settings.throttlingBurstLimit !== 1_000) {
      wrong.push(
        `the stage throttles at ${settings?.throttlingRateLimit} per second and ${settings?.throttlingBurstLimit} at once`,
      );
    }
    if (settings?.metricsEnabled !== true) wrong.push("the stage writes no metrics");
    return verdict(wrong, "the stage throttles at 500 requests per second and 1,000 at once, and writes metrics");
  },
};

/** Tables: key, recovery, expiry. */
export const tablesDeclared: Check = {
  pipeline: "orders",
  ids: ["O5", "X3"],
  async look({ traffic }) {
    const { orders, confirmations, stack } = traffic.outputs;
    const wrong: string[] = [];
    const names = tableNamesOf(traffic.outputs);
    for (const TableName of names) {
      const { Table } = await traffic.aws.dynamo.send(new DescribeTableCommand({ TableName }));
      if (Table?.SSEDescription?.KMSMasterKeyArn !== stack.keyArn)
        wrong.push(`${TableName} is not encrypted with the stack's key`);
      const { ContinuousBackupsDescription: backups } = await traffic.aws.dynamo.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      );
      if (backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus !== "ENABLED")
        wrong.push(`${TableName} has no point-in-time recovery`);
      if (TableName === confirmations.suppressionsTableName) continue; // entries do not expire
      const { TimeToLiveDescription: ttl } = await traffic.aws.dynamo.send(
        new DescribeTimeToLiveCommand({ TableName }),
      );
      if (ttl?.AttributeName !== "expiresAt") wrong.push(`${TableName} never forgets`);
    }
    wrong.push(...(await onDemandWith(traffic, orders.tableName, "CustomerIndex")));
    return verdict(
      wrong,
      `${names.length} tables encrypted with the stack's key, with point-in-time recovery and expiry; orders on demand, with index and stream`,
    );
  },
};

/** What is wrong with a table that should be on demand, with an index and a full stream. */
export async function onDemandWith({ aws }: Traffic, TableName: string, index: string): Promise<string[]> {
  const { Table } = await aws.dynamo.send(new DescribeTableCommand({ TableName }));
  const wrong: string[] = [];
  if (Table?.StreamSpecification?.StreamViewType !== "NEW_AND_OLD_IMAGES")
    wrong.push(`${TableName} has no full stream`);
  if (Table?.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST") wrong.push(`${TableName} is not on demand`);
  if (!Table?.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === index))
    wrong.push(`${TableName} has no ${index}`);
  return wrong;
}
