import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  StreamViewType,
  type TableDescription,
  type Tag,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { describeTable, untilReady } from "./restored-copy";
import { RestoreError } from "./until";

/** What a restored table lacks besides tags (DynamoDB developer guide, "Restoring a table from a backup"). */
export interface TableSettings {
  readonly stream?: StreamViewType;
  /** Attribute of the expiry. */
  readonly expiry?: string;
  /** Whether point-in-time recovery is on. */
  readonly recovery: boolean;
  readonly protection: boolean;
}

/** What a table has now. */
export async function settingsOf(client: DynamoDBClient, table: TableDescription): Promise<TableSettings> {
  const { TableName } = table;
  const [ttl, backups] = await Promise.all([
    client.send(new DescribeTimeToLiveCommand({ TableName })),
    client.send(new DescribeContinuousBackupsCommand({ TableName })),
  ]);
  const stream = table.StreamSpecification?.StreamViewType;
  const { TimeToLiveStatus: expires, AttributeName: expiry } = ttl.TimeToLiveDescription ?? {};
  const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return {
    ...(stream !== undefined && table.StreamSpecification?.StreamEnabled === true && { stream }),
    ...(expiry !== undefined && (expires === "ENABLED" || expires === "ENABLING") && { expiry }),
    recovery: recovery === "ENABLED",
    protection: table.DeletionProtectionEnabled === true,
  };
}

/** As the value of a tag: `stream=NEW_IMAGE expiry=expiresAt recovery=true protection=true`. */
export function settingsText({ stream, expiry, recovery, protection }: TableSettings): string {
  const parts = Object.entries({ stream, expiry, recovery, protection });
  return parts.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`])).join(" ");
}

/** What `settingsText` wrote. @throws {RestoreError} somebody else wrote it */
export function readSettings(text: string): TableSettings {
  const parts = new Map(text.split(" ").map((part) => part.split("=", 2) as [string, string]));
  const stream = Object.values(StreamViewType).find((type) => type === parts.get("stream"));
  const expiry = parts.get("expiry");
  if ((stream === undefined && parts.has("stream")) || !parts.has("recovery") || !parts.has("protection"))
    throw new RestoreError(`the copy's tag does not say what the table had: '${text}'`);
  return {
    ...(stream !== undefined && { stream }),
    ...(expiry !== undefined && { expiry }),
    recovery: parts.get("recovery") === "true",
    protection: parts.get("protection") === "true",
  };
}

/**
 * Gives a restored table what it lacks, as far as it still does. Each change ends before the next begins: DynamoDB makes one at a time.
 *
 * @returns false when the person stopped waiting
 */
export async function applySettings(
  client: DynamoDBClient,
  name: string,
  settings: TableSettings,
  tags: readonly Tag[],
  signal: AbortSignal,
): Promise<boolean> {
  const table = await describeTable(client, name);
  if (table === undefined) throw new RestoreError(`${name} is gone`);
  const is = await settingsOf(client, table);
  if (tags.length > 0) await client.send(new TagResourceCommand({ ResourceArn: table.TableArn, Tags: [...tags] }));
  if (settings.stream !== undefined && is.stream === undefined) {
    const StreamSpecification = { StreamEnabled: true, StreamViewType: settings.stream };
    await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
    if ((await untilReady(client, name, signal)) === undefined) return false;
  }
  if (settings.expiry !== undefined && is.expiry === undefined) {
    const TimeToLiveSpecification = { Enabled: true, AttributeName: settings.expiry };
    await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
  }
  if (settings.recovery && !is.recovery) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await client.send(new UpdateContinuousBackupsCommand({ TableName: name, PointInTimeRecoverySpecification }));
  }
  if (settings.protection && !is.protection)
    await client.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: true }));
  return true;
}
