import { setTimeout as delay } from "node:timers/promises";
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
import { CommandFailedError } from "../../cli/errors";
import type { TableShape } from "./compare";

/** A restore that cannot begin, or that would touch what is none of its own. */
export class RestoreError extends CommandFailedError {}

/** Tags by which a copy says what it is a copy of; AWS forgets its own summary of a restore one day, the emulator has none. */
const FROM = "RestoredFrom";
const AT = "RestoredAt";

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
 * Whether a table is the copy of this one at this time, by AWS's summary of the restore or by the tags that it was given.
 *
 * @param at the second counts: AWS keeps no smaller part
 */
export async function isCopyOf(
  client: DynamoDBClient,
  copy: TableDescription,
  table: TableDescription,
  at: Date,
): Promise<boolean> {
  const { SourceTableArn, RestoreDateTime } = copy.RestoreSummary ?? {};
  if (SourceTableArn === table.TableArn && RestoreDateTime !== undefined) return sameSecond(RestoreDateTime, at);
  const tags = new Map((await tagsOf(client, copy)).map(({ Key, Value }) => [Key, Value]));
  return tags.get(FROM) === table.TableName && sameSecond(new Date(tags.get(AT) ?? Number.NaN), at);
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

async function tagsOf(client: DynamoDBClient, { TableArn }: TableDescription): Promise<readonly Tag[]> {
  const tags: Tag[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTagsOfResourceCommand({ ResourceArn: TableArn, NextToken }));
    tags.push(...(page.Tags ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return tags;
}

/** Longest wait for a copy. AWS: usually under an hour, and hours for tables of terabytes. */
const longestWaitMs = 12 * 3_600_000;
const pausesMs = { first: 200, longest: 15_000 };

/**
 * Waits until a copy can be read.
 *
 * @returns undefined when the person stopped waiting: the restore goes on
 * @throws {RestoreError} the copy is gone, or not there after 12 hours
 */
export async function untilReady(
  client: DynamoDBClient,
  copy: string,
  signal: AbortSignal,
): Promise<TableDescription | undefined> {
  const end = Date.now() + longestWaitMs;
  for (let pause = pausesMs.first; ; pause = Math.min(pausesMs.longest, pause * 1.5)) {
    const table = await describeTable(client, copy);
    if (table === undefined) throw new RestoreError(`${copy} is gone: its restore failed, or somebody deleted it`);
    if (table.TableStatus === "ACTIVE" && table.RestoreSummary?.RestoreInProgress !== true) return table;
    if (Date.now() > end) throw new RestoreError(`${copy} is still ${table.TableStatus} after 12 hours`);
    if (signal.aborted) return undefined;
    await delay(pause, undefined, { signal }).catch(() => undefined);
  }
}
