import { BatchGetCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "../../ops/stack/tables";
import { until } from "../traffic/poll";
import type { Traffic } from "../traffic/traffic";

/** Items that are expected in a table. */
export interface Watched {
  readonly tableName: string;
  readonly keys: readonly Readonly<Record<string, string>>[];
  isDone(item: Item): boolean;
}

/** Most keys that BatchGetItem accepts. */
const groupSize = 100;
/** After this time without a new result, no more are expected. A message of a killed worker is visible again after 30 seconds. */
const stalledMs = 45_000;

/**
 * Waits until all are done, or there is no more progress. Queries only those that are still open, so that the cost does not grow with the
 * table.
 *
 * @returns number of missing ones
 */
export async function watchUntilDone(
  { aws, signal, stretch }: Pick<Traffic, "aws" | "signal" | "stretch">,
  { tableName, keys, isDone }: Watched,
): Promise<number> {
  const open = new Map(keys.map((key) => [textOfKey(key), key] as const));
  const names = Object.keys(keys[0] ?? {});
  await until(
    async () => {
      while (open.size > 0) {
        const group = [...open].slice(0, groupSize);
        const { Responses = {} } = await aws.dynamo.send(
          new BatchGetCommand({
            RequestItems: { [tableName]: { Keys: group.map(([, key]) => key), ConsistentRead: true } },
          }),
        );
        const done = (Responses[tableName] ?? []).filter(isDone);
        for (const item of done)
          open.delete(textOfKey(Object.fromEntries(names.map((name) => [name, String(item[name])]))));
        if (done.length < group.length) break;
      }
      return { ok: open.size === 0, detail: String(open.size) };
    },
    {
      signal,
      stretch,
      limitMs: stalledMs,
      renewedMs: stalledMs,
      mostMs: Number.POSITIVE_INFINITY,
      firstPauseMs: 25,
      longestPauseMs: 50,
    },
  );
  return open.size;
}

function textOfKey(key: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(key).sort());
}
