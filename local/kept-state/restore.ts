import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetQueueUrlCommand, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { messageOf } from "../../values/message-of";
import type { Item, KeptState } from "./file";

/** Clients of an administrator. */
export interface StateClients {
  readonly dynamo: DynamoDBClient;
  readonly sqs: Pick<SQSClient, "send">;
}

/** What came back. */
export interface Restored {
  readonly items: number;
  readonly messages: number;
  /** What did not, and why; one sentence each. */
  readonly problems: readonly string[];
}

/** Most items of one BatchWriteItem, and most messages of one SendMessageBatch (API references). */
const most = { items: 25, messages: 10 } as const;
/** Tries of what a batch did not write. */
const tries = 5;

/**
 * Puts tables and queues of an earlier run into a new stack; what the stack no longer has, or takes no longer, is left out. Tables first: by
 * them a consumer knows what it has done already.
 */
export async function restoreState(
  { tables, queues }: Pick<KeptState, "tables" | "queues">,
  clients: StateClients,
): Promise<Restored> {
  const problems: string[] = [];
  const sumOf = async <T>(
    of: Readonly<Record<string, readonly T[]>>,
    put: (name: string, all: readonly T[]) => Promise<void>,
  ) => {
    let sum = 0;
    for (const [name, all] of Object.entries(of)) {
      try {
        await put(name, all);
        sum += all.length;
      } catch (error) {
        problems.push(`${name} was not restored: ${messageOf(error)}`);
      }
    }
    return sum;
  };
  const items = await sumOf(tables, (name, all) => putItems(clients.dynamo, name, all));
  const messages = await sumOf(queues, (name, all) => sendMessages(clients.sqs, name, all));
  return { items, messages, problems };
}

async function putItems(dynamo: Pick<DynamoDBClient, "send">, name: string, all: readonly Item[]): Promise<void> {
  for (const part of partsOf(all, most.items)) {
    let open = part.map((Item) => ({ PutRequest: { Item } }));
    for (let attempt = 0; open.length > 0; attempt += 1) {
      if (attempt === tries) throw new Error(`${open.length} items were not written after ${tries} tries`);
      const { UnprocessedItems = {} } = await dynamo.send(
        new BatchWriteItemCommand({ RequestItems: { [name]: open } }),
      );
      open = (UnprocessedItems[name] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
    }
  }
}

async function sendMessages(
  sqs: Pick<SQSClient, "send">,
  QueueName: string,
  all: KeptState["queues"][string],
): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  for (const part of partsOf(all, most.messages)) {
    const Entries = part.map(({ body, attributes }, index) => ({
      ...{ Id: String(index), MessageBody: body, MessageAttributes: attributes },
    }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [first] = Failed;
    if (first !== undefined) throw new Error(`${Failed.length} messages were refused: ${first.Message ?? first.Code}`);
  }
}

function partsOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
