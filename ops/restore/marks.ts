import { type DynamoDBClient, type TableDescription, TagResourceCommand } from "@aws-sdk/client-dynamodb";
import { copyTags, tagsOf } from "./restored-copy";
import { readSettings, settingsText, type TableSettings } from "./table-settings";

// What a replacement must know when the table is gone stands as tags of its copy: whoever goes on with it needs nothing else.

const REPLACES = "Replaces";
const SETTINGS = "ReplacedTableHad";
const CLOSED = "Closed/";

/** What was noted on a copy. */
export interface Marks {
  /** AWS's id of the table that is replaced: one of the same name with another id is the new one. */
  readonly replaces: string;
  readonly settings: TableSettings;
  /** What was closed: a function's reserved concurrency before, or `none`; `mapping` for a mapping that was on. By name and id. */
  readonly closed: ReadonlyMap<string, string>;
}

/** Undefined before anything was noted. */
export async function marksOf(client: DynamoDBClient, copy: TableDescription): Promise<Marks | undefined> {
  const tags = new Map((await tagsOf(client, copy)).map(({ Key = "", Value = "" }) => [Key, Value]));
  const replaces = tags.get(REPLACES);
  if (replaces === undefined) return undefined;
  const closed = [...tags].flatMap(([key, value]) =>
    key.startsWith(CLOSED) ? [[key.slice(CLOSED.length), value] as const] : [],
  );
  return { replaces, settings: readSettings(tags.get(SETTINGS) ?? ""), closed: new Map(closed) };
}

/** Notes which table is replaced, and what it has. */
export async function markReplacement(
  client: DynamoDBClient,
  copy: TableDescription,
  replaces: string,
  settings: TableSettings,
): Promise<void> {
  const Tags = [
    { Key: REPLACES, Value: replaces },
    { Key: SETTINGS, Value: settingsText(settings) },
  ];
  await client.send(new TagResourceCommand({ ResourceArn: copy.TableArn, Tags }));
}

/** Notes what is about to be closed. */
export async function markClosed(
  client: DynamoDBClient,
  copy: TableDescription,
  closed: ReadonlyMap<string, string>,
): Promise<void> {
  const Tags = [...closed].map(([name, was]) => ({ Key: `${CLOSED}${name}`, Value: was }));
  if (Tags.length > 0) await client.send(new TagResourceCommand({ ResourceArn: copy.TableArn, Tags }));
}

/** Whether a tag is one of these or of the copy's own. */
export function isMark(key: string): boolean {
  return [REPLACES, SETTINGS, ...copyTags].includes(key) || key.startsWith(CLOSED);
}
