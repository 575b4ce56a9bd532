import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  type Tag,
  TagResourceCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableShape } from "./compare";
import { RestoreError, until } from "./until";

/** Tags by which a copy says what it is a copy of; AWS forgets its own summary of a restore one day, the emulator has none. */
const FROM = "RestoredFrom";
const AT = "RestoredAt";
export const copyTags: readonly string[] = [FROM, AT];

/** A table, or undefined when there is none of that name. */
export async function describeTable(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** How items of a table are told apart. */
export async function shapeOf(client: DynamoDBClient, table: TableDescription): Promise<TableShape> {
  const keys = [...(table.KeySchema ?? [])]
    .toSorted((a) => (a.KeyType === "HASH" ? -1 : 1))
    .flatMap(({ AttributeName }) => AttributeName ?? []);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: table.TableName }));
  const ttlAttribute = TimeToLiveDescription?.AttributeName;
  return { keys, ...(ttlAttribute !== undefined && { ttlAttribute }) };
}

/**
 * Refuses a time to which AWS cannot restore.
 *
 * @throws {RestoreError} point-in-time recovery is off, or the time is outside its window
 */
export async function checkWindow(client: DynamoDBClient, TableName: string, at: Date): Promise<void> {
  const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  const window = answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } = window ?? {};
  if (window?.PointInTimeRecoveryStatus !== "ENABLED" || earliest === undefined || latest === undefined)
    throw new RestoreError(
      `${TableName} has no point-in-time recovery: restore a backup of the vault (docs/restore.md)`,
    );
  if (at < earliest || at > latest)
    throw new RestoreError(
      `--at: must be from ${earliest.toISOString()} to ${latest.toISOString()}, which ${TableName} can be restored to, ${at.toISOString()} given`,
    );
}

/** Begins the restore. The copy has data, indexes and key; no stream, no expiry, no recovery of its own: it tells nobody anything. */
export async function beginRestore(client: DynamoDBClient, table: string, copy: string, at: Date): Promise<void> {
  await client.send(
    new RestoreTableToPointInTimeCommand({ SourceTableName: table, TargetTableName: copy, RestoreDateTime: at }),
  );
}

/**
 * Whether a table is the copy of the one of this name at this time, by AWS's summary of the restore or by the tags that it was given.
 *
 * @param at the second counts: AWS keeps no smaller part
 */
export async function isCopyOf(
  client: DynamoDBClient,
  copy: TableDescription,
  name: string,
  at: Date,
): Promise<boolean> {
  const { SourceTableArn, RestoreDateTime } = copy.RestoreSummary ?? {};
  const source = SourceTableArn?.slice(SourceTableArn.lastIndexOf("/") + 1);
  if (source === name && RestoreDateTime !== undefined) return sameSecond(RestoreDateTime, at);
  const tags = new Map((await tagsOf(client, copy)).map(({ Key, Value }) => [Key, Value]));
  return tags.get(FROM) === name && sameSecond(new Date(tags.get(AT) ?? Number.NaN), at);
}

function sameSecond(one: Date, other: Date): boolean {
  return Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000);
}

/** Gives a copy the tags of its table, by which people find its costs, and what it is a copy of. */
export async function tagCopy(
  client: DynamoDBClient,
  copy: TableDescription,
  table: TableDescription,
  at: Date,
): Promise<void> {
  const own = (await tagsOf(client, table)).filter(({ Key }) => Key?.startsWith("aws:") !== true);
  const Tags = [...own, { Key: FROM, Value: table.TableName ?? "" }, { Key: AT, Value: at.toISOString() }];
  await client.send(new TagResourceCommand({ ResourceArn: copy.TableArn, Tags }));
}

/** Tags of a table, all pages. */
export async function tagsOf(client: DynamoDBClient, { TableArn }: TableDescription): Promise<readonly Tag[]> {
  const tags: Tag[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTagsOfResourceCommand({ ResourceArn: TableArn, NextToken }));
    tags.push(...(page.Tags ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return tags;
}

/**
 * Waits until a table can be read.
 *
 * @returns undefined when the person stopped waiting: the restore goes on
 * @throws {RestoreError} the table is gone, or not there after 12 hours
 */
export function untilReady(
  client: DynamoDBClient,
  name: string,
  signal: AbortSignal,
): Promise<TableDescription | undefined> {
  let status = "";
  return until(
    signal,
    async () => {
      const table = await describeTable(client, name);
      if (table === undefined) throw new RestoreError(`${name} is gone: its restore failed, or somebody deleted it`);
      status = table.TableStatus ?? "";
      return status === "ACTIVE" && table.RestoreSummary?.RestoreInProgress !== true ? table : undefined;
    },
    () => `${name} is still ${status}`,
  );
}
