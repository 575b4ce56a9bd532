import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { attemptsOf, isConditionFailed } from "./aws-errors";

/** Result of a conditional write. */
export type ConditionalWrite<T> =
  | { readonly held: true; readonly answer: T }
  | {
      readonly held: false;
      /** Attempts of the SDK's client. Above 1, the stored item may be from this very write, whose first response was lost. */
      readonly attempts: number;
      /** The stored item, if the write requested it (`ReturnValuesOnConditionCheckFailure`). */
      readonly found?: Readonly<Record<string, AttributeValue>> | undefined;
    };

/**
 * Awaits a conditional write. A failed condition is an outcome, not an error.
 *
 * @throws the write's other errors
 */
export async function conditional<T>(write: Promise<T>): Promise<ConditionalWrite<T>> {
  try {
    return { held: true, answer: await write };
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    return { held: false, attempts: attemptsOf(error), found: itemOf(error) };
  }
}

function itemOf(error: unknown): Readonly<Record<string, AttributeValue>> | undefined {
  // The SDK's error has the field also when DynamoDB sent no item.
  const item: unknown = typeof error === "object" && error !== null && "Item" in error ? error.Item : undefined;
  return item === undefined ? undefined : Object(item);
}
