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

/** BatchGetItem takes so many keys. */
const groupSize = 100;
/** Without a new one for so long, nothing comes any more. A message of a killed worker is back after 30 seconds. */
const stalledMs = 45_000;

/**
 * Waits until all are done, or nothing moves any more. Asks for what is open only, so that the watching costs the same however much stands
 * in the table.
 *
 * @returns how many are missing
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
