import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { RawItem } from "./digest";

/** What became of an item. */
export type CopiedBack =
  | "copied"
  /** Somebody wrote it since it was compared, or it is gone from the copy: nothing was changed. */
  | "changed meanwhile";

/**
 * Puts an item of the copy back into the table, on the condition that the table still has exactly what is read here. `seen` is asked about
 * that: it decides whether the item is still one to be overwritten.
 *
 * @param seen whether the table's item, undefined for none, may be replaced by the copy's
 */
export async function copyBack(
  client: DynamoDBClient,
  { table, copy }: { readonly table: string; readonly copy: string },
  Key: RawItem,
  seen: (now: RawItem | undefined, before: RawItem) => boolean,
): Promise<CopiedBack> {
  const read = async (TableName: string) =>
    (await client.send(new GetItemCommand({ TableName, Key: { ...Key }, ConsistentRead: true }))).Item;
  const [now, before] = [await read(table), await read(copy)];
  if (before === undefined || !seen(now, before)) return "changed meanwhile";
  try {
    await client.send(new PutItemCommand({ TableName: table, Item: before, ...unchanged(Key, now, before) }));
    return "copied";
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return "changed meanwhile";
    throw error;
  }
}

/** The condition that an item is still what it was, attribute by attribute; for one that was not there, that it still is not. */
function unchanged(
  key: RawItem,
  now: RawItem | undefined,
  before: RawItem,
): Pick<PutItemCommandInput, "ConditionExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"> {
  if (now === undefined) {
    const [partition = ""] = Object.keys(key);
    return { ConditionExpression: "attribute_not_exists(#k)", ExpressionAttributeNames: { "#k": partition } };
  }
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  const parts = names.map((name, index) =>
    name in now ? `#a${index} = :a${index}` : `attribute_not_exists(#a${index})`,
  );
  return {
    ConditionExpression: parts.join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#a${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      names.flatMap((name, index) => (now[name] === undefined ? [] : [[`:a${index}`, now[name]]])),
    ),
  };
}
