import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { orderStatuses } from "../../contracts/orders/transitions";
import { readImage } from "../../shared/stream-image";
import type { StoredOrder } from "../domain/order";
import type { PreviousOrder, RemovedOrder } from "../domain/order-change";
import { DamagedOrderError, fromItem, itemSchema } from "./order-item";

/** Content of a record of the orders table's stream: an order that was written, or one that was removed. */
export type OrderRecord =
  | {
      readonly kind: "written";
      readonly order: StoredOrder;
      /** Undefined for an order that was not there before. */
      readonly before: PreviousOrder | undefined;
      /** Time of the write; undefined when the record does not have it. */
      readonly writtenAt: Date | undefined;
    }
  | {
      readonly kind: "removed";
      readonly order: RemovedOrder;
      /** In whole seconds; undefined when the record does not have it. */
      readonly removedAt: Date | undefined;
    };

const removedItem = itemSchema.pick({ orderId: true, version: true, status: true, correlationId: true });

/**
 * Reads a record that has both images. Of the old image only the needed fields are read, so that the repair of a damaged item does not fail
 * because of its old state.
 *
 * @throws DamagedOrderError, TypeError when the relevant image holds no valid order
 */
export function readOrderRecord({ dynamodb }: DynamoDBRecord): OrderRecord | undefined {
  const { OldImage, NewImage, ApproximateCreationDateTime: seconds } = dynamodb ?? {};
  const at = seconds === undefined ? undefined : new Date(seconds * 1000);
  if (NewImage !== undefined) {
    return {
      kind: "written",
      order: fromItem(readImage(NewImage)),
      before: OldImage === undefined ? undefined : previousOrder(OldImage),
      writtenAt: at,
    };
  }
  if (OldImage === undefined) return undefined;
  const removed = removedItem.safeParse(readImage(OldImage));
  if (!removed.success) {
    const fields = removed.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new DamagedOrderError(`A removed item of the orders table held no order; wrong: ${fields}`);
  }
  return { kind: "removed", order: removed.data, removedAt: at };
}

function previousOrder({ status }: Readonly<Record<string, AttributeValue>>): PreviousOrder {
  const known = z.enum(orderStatuses).safeParse(status?.S);
  return known.success ? { status: known.data } : {};
}
