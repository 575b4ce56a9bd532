import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { PermanentError } from "./errors";

/** A conditional put, in values of the language. */
export interface ItemPut {
  readonly TableName: string;
  /** JSON values and decimals; fields that are undefined are left out. */
  readonly Item: Readonly<Record<string, unknown>>;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
  /** `ALL_OLD`: a ConditionalCheckFailedException holds the stored item, at no cost. */
  readonly ReturnValuesOnConditionCheckFailure?: "ALL_OLD";
}

/** Writes items of the kind that every event brings: for these the document client's own work is worth saving. */
export interface ItemWriter {
  /**
   * @throws ConditionalCheckFailedException the condition does not hold; PermanentError `NOT_STORABLE` for values that no table keeps; the SDK's
   *   other errors
   */
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
          Item: attributesOf(Item),
          ...(values !== undefined && { ExpressionAttributeValues: attributesOf(values) }),
        }),
      );
    },
  };
}

/** Fields in DynamoDB's form. */
function attributesOf(fields: Readonly<Record<string, unknown>>) {
  try {
    return marshall(fields, { removeUndefinedValues: true });
  } catch (error) {
    // A number beyond what is exact, NaN, a value without a type in DynamoDB: the same at every try.
    throw new PermanentError("NOT_STORABLE", "The item holds a value that DynamoDB does not keep", { cause: error });
  }
}
