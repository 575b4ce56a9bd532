import { paginateScan } from "@aws-sdk/client-dynamodb";
import type { WholeEmail } from "../../console/server/sources";
import { peekAll, type QueuedMessage, type QueuesTarget } from "../../ops/queues/peek";
import type { Item, KeptState } from "./file";
import type { StateClients } from "./restore";

/** What is kept, and by which names. */
export interface SaveParts {
  readonly target: QueuesTarget;
  readonly clients: Pick<StateClients, "dynamo">;
  /** Physical names of the stack's tables. */
  readonly tables: readonly string[];
  readonly emails: readonly WholeEmail[];
}

/**
 * Reads what a run leaves. Queues first: a message that is processed meanwhile is then kept as well, and delivered once more, which every
 * consumer bears. The other way round it could be lost.
 */
export async function readRunningState({ target, clients, tables, emails }: SaveParts): Promise<KeptState> {
  const queues = await peekAll(target);
  const items: Record<string, readonly Item[]> = {};
  for (const TableName of tables) {
    const found: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client: clients.dynamo }, { TableName, ConsistentRead: true }))
      found.push(...Items);
    items[TableName] = found;
  }
  return {
    ...{ form: 1, at: new Date().toISOString(), tables: items },
    queues: Object.fromEntries(
      [...queues].flatMap(([name, messages]) => (messages.length === 0 ? [] : [[name, messages.map(toKept)]])),
    ),
    emails,
  };
}

function toKept({ Body, MessageAttributes }: QueuedMessage): KeptState["queues"][string][number] {
  const attributes = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) =>
    DataType === undefined || StringValue === undefined ? [] : [[name, { DataType, StringValue }] as const],
  );
  return { body: Body, attributes: Object.fromEntries(attributes) };
}
