import type { DynamoDBRecord } from "aws-lambda";
import { readImage } from "../../shared/stream-image";
import type { StoredOrder } from "../domain/order";
import { fromItem } from "./order-item";

/** An order before and after a change, from a record of the orders table's stream (both images). */
export interface OrderImages {
  readonly before: StoredOrder | undefined;
  /** Undefined for a removal. */
  readonly after: StoredOrder | undefined;
}

/** @throws DamagedOrderError, TypeError when an image holds no order */
export function orderImages(record: DynamoDBRecord): OrderImages {
  const { OldImage, NewImage } = record.dynamodb ?? {};
  return {
    before: OldImage === undefined ? undefined : fromItem(readImage(OldImage)),
    after: NewImage === undefined ? undefined : fromItem(readImage(NewImage)),
  };
}
