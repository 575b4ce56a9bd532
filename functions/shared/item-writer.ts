import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

/** A conditional put, in values of the language. */
export interface ItemPut {
  readonly TableName: string;
  /** JSON values and decimals; fields that are undefined are left out. */
  readonly Item: Readonly<Record<string, unknown>>;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
  /** `ALL_OLD`: a ConditionalCheckFailedException holds the item that stands there, at no cost. */
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD";
}

/** Writes items of the kind that every event brings: for these the document client's own work is worth saving. */
export interface ItemWriter {
  /** @throws ConditionalCheckFailedException the condition does not hold @throws the SDK's other errors */
  put(item: ItemPut): Promise<void>;
}

/**
 * Makes the writer.
 *
 * @param table a client of `createTableClient`, which takes DynamoDB's own commands
 */
export function createItemWriter(table: Pick<DynamoDBClient, "send">): ItemWriter {
  return {
    async put({ Item, ExpressionAttributeValues: values, ...input }) {
      await table.send(
        new PutItemCommand({
          ...input,
          Item: marshall(Item, { removeUndefinedValues: true }),
          ...(values !== undefined && { ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }) }),
        }),
      );
    },
  };
}
