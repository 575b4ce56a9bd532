// A DynamoDB table in memory that runs the stores' own commands.
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Bindings, holds, type Item, updated } from "./expressions";

/** A table in memory. */
export interface FakeTable {
  /** Items by key; the parts of a composite key with a space between them. */
  readonly items: Map<string, Item>;
  /** Runs a command at once. */
  apply(command: unknown): Record<string, unknown>;
}

/** What the stores ask of a client. */
export type Send = Pick<DynamoDBDocumentClient, "send">;

/**
 * Makes an empty table.
 *
 * @param onWrite called with each item before and after a write that took place
 */
export function createFakeTable(
  keyNames: string | readonly string[],
  onWrite: (before: Item | undefined, after: Item) => void = () => {},
): FakeTable {
  const items = new Map<string, Item>();
  const keyOf = (attributes: Item | undefined) =>
    [keyNames]
      .flat()
      .map((name) => String(attributes?.[name]))
      .join(" ");
  const write = (key: string, after: Item) => {
    const before = items.get(key);
    items.set(key, after);
    onWrite(before, after);
  };
  return {
    items,
    apply(command) {
      if (command instanceof GetCommand) {
        const item = items.get(keyOf(command.input.Key));
        return item === undefined ? {} : { Item: { ...item } };
      }
      if (command instanceof UpdateCommand) {
        const { Key, ConditionExpression = "", UpdateExpression = "" } = command.input;
        const before = items.get(keyOf(Key));
        const bindings = bindingsOf(command.input);
        const met = holds(ConditionExpression, before ?? {}, bindings);
        const after = updated(UpdateExpression, before ?? { ...Key }, bindings);
        refuseUnused(bindings);
        if (!met) throw conditionFailed();
        write(keyOf(Key), after);
        if (command.input.ReturnValues === "UPDATED_NEW") return { Attributes: { ...after } };
        return before === undefined ? {} : { Attributes: { ...before } };
      }
      if (command instanceof PutCommand) {
        const { Item: item = {}, ConditionExpression } = command.input;
        const bindings = bindingsOf(command.input);
        if (ConditionExpression !== undefined && !holds(ConditionExpression, items.get(keyOf(item)) ?? {}, bindings)) {
          throw conditionFailed();
        }
        write(keyOf(item), { ...item });
        return {};
      }
      throw new Error("the table does not know this command");
    },
  };
}

/** A client that runs commands through `run`: at once, or when a test lets it. */
export function clientOf(run: (command: unknown) => Promise<unknown>): Send {
  return { send: (command: unknown) => run(command) } as unknown as Send;
}

/** A client of a table that answers at once. */
export function clientFor(table: FakeTable): Send {
  return clientOf(async (command) => table.apply(command));
}

function bindingsOf(input: {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
}): Bindings {
  return {
    names: input.ExpressionAttributeNames ?? {},
    values: input.ExpressionAttributeValues ?? {},
    used: new Set(),
  };
}

function refuseUnused({ names, values, used }: Bindings): void {
  const unused = [...Object.keys(names), ...Object.keys(values)].filter((name) => !used.has(name));
  if (unused.length > 0) throw new Error(`unused in expressions: ${unused.join(", ")}`);
}

function conditionFailed(): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
}
