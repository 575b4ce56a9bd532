import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import { orderStatuses } from "../../contracts/orders/transitions";
import { readImage } from "../../shared/stream-image";
import type { StoredOrder } from "../domain/order";
import type { PreviousOrder, RemovedOrder } from "../domain/order-change";
import { DamagedOrderError, fromItem, itemSchema } from "./order-item";

/** What a record of the orders table's stream shows: an order as it was written, or one that was removed. */
export type OrderRecord =
  | {
      readonly kind: "written";
      readonly order: StoredOrder;
      /** Undefined for an order that was not there before. */
      readonly before: PreviousOrder | undefined;
      /** When it was written; undefined when the record does not say. */
      readonly writtenAt: Date | undefined;
    }
  | { readonly kind: "removed"; readonly order: RemovedOrder };

const removedItem = itemSchema.pick({ orderId: true, version: true, status: true, correlationId: true });

/**
 * Reads a record that has both images. Of the old one only what is asked for: an item that was damaged and is repaired must not fail because
 * of what it was.
 *
 * @throws DamagedOrderError, TypeError when the image that counts holds no order
 */
export function readOrderRecord({ dynamodb }: DynamoDBRecord): OrderRecord | undefined {
  const { OldImage, NewImage, ApproximateCreationDateTime: seconds } = dynamodb ?? {};
  if (NewImage !== undefined) {
    return {
      kind: "written",
      order: fromItem(readImage(NewImage)),
      before: OldImage === undefined ? undefined : previousOrder(OldImage),
      writtenAt: seconds === undefined ? undefined : new Date(seconds * 1000),
    };
  }
  if (OldImage === undefined) return undefined;
  const removed = removedItem.safeParse(readImage(OldImage));
  if (!removed.success) {
    const fields = removed.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new DamagedOrderError(`A removed item of the orders table held no order; wrong: ${fields}`);
  }
  return { kind: "removed", order: removed.data };
}

function previousOrder({ status }: Readonly<Record<string, AttributeValue>>): PreviousOrder {
  const known = z.enum(orderStatuses).safeParse(status?.S);
  return known.success ? { status: known.data } : {};
}
