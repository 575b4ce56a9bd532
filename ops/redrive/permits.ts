// The permits of `--confirm-resend`: for each order or notification the number of attempts that it has had, read once per redrive. All its
// dead letters carry the same number, and the first attempt that uses it makes it invalid.
import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { DeadLetter } from "../queues/dead-letter";
import { subjectOf } from "../queues/subject";
import type { OpsOutputs } from "../stack/outputs";

/** Reads the permit for a dead letter's subject. Undefined: none is needed, because no attempt was made. May throw. */
export type PermitOf = (deadLetter: Pick<DeadLetter, "body" | "messageId">) => Promise<number | undefined>;

/** Makes `PermitOf` for one redrive. Needs `dynamodb:GetItem`. */
export function createPermits(client: Pick<DynamoDBDocumentClient, "send">, outputs: OpsOutputs): PermitOf {
  const read = new Map<string, Promise<number | undefined>>();
  return (deadLetter) => {
    const { kind, id } = subjectOf(deadLetter);
    const address = itemAddressOf(kind, outputs);
    if (address === undefined) return Promise.resolve(undefined);
    const key = `${kind} ${id}`;
    const permit = read.get(key) ?? attemptsOf(client, address, id);
    read.set(key, permit);
    return permit;
  };
}

/** Where the attempts of a subject are counted. */
interface ItemAddress {
  readonly table: string;
  readonly key: string;
  readonly attribute: string;
}

function itemAddressOf(kind: string, { confirmations, notifications }: OpsOutputs): ItemAddress | undefined {
  if (kind === "order") return { table: confirmations.deliveriesTableName, key: "orderId", attribute: "attempts" };
  if (kind !== "notification" || notifications.tableName === undefined) return undefined;
  return { table: notifications.tableName, key: "notificationId", attribute: "attempt" };
}

async function attemptsOf(
  client: Pick<DynamoDBDocumentClient, "send">,
  { table, key, attribute }: ItemAddress,
  id: string,
): Promise<number | undefined> {
  const { Item: item } = await client.send(
    new GetCommand({ TableName: table, Key: { [key]: id }, ConsistentRead: true }),
  );
  const attempts = Number(item?.[attribute] ?? Number.NaN);
  return Number.isInteger(attempts) ? attempts : undefined;
}
