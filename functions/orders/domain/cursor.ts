import { createHash } from "node:crypto";
import { isWrittenMoment } from "../../contracts/fields/date-time";
import { uuidPattern } from "../../contracts/fields/uuid";
import { longestCursor } from "../../contracts/orders/parameters";

/** Where a page ended: the last order on it. */
export interface Position {
  readonly orderId: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly createdAt: string;
}

/** A cursor that was not issued for this customer. */
export class CursorError extends Error {
  override readonly name = "CursorError";
}

const checksumBytes = 16;

/**
 * An opaque cursor (base64url) for the page after a position. A checksum binds it to the customer, so that another customer's cursor, or a
 * modified one, is recognized. It contains nothing that its customer may not see, and queries always use the customer's own key, so it
 * needs no secret.
 */
export function encodeCursor(customerId: string, position: Position): string {
  const payload = Buffer.from(`${position.createdAt}${position.orderId}`, "utf8");
  return Buffer.concat([checksum(customerId, payload), payload]).toString("base64url");
}

/**
 * The position in a cursor.
 *
 * @throws CursorError unless it is exactly what `encodeCursor` returned for the same customer
 */
export function decodeCursor(customerId: string, cursor: string): Position {
  if (cursor.length > longestCursor) throw new CursorError("the cursor is too long");
  const bytes = Buffer.from(cursor, "base64url");
  const payload = bytes.subarray(checksumBytes);
  const text = payload.toString("utf8");
  const position = { createdAt: text.slice(0, 24), orderId: text.slice(24) };
  const genuine =
    // Decoding overlooks stray characters and spare bits; encoding again does not.
    bytes.toString("base64url") === cursor &&
    bytes.subarray(0, checksumBytes).equals(checksum(customerId, payload)) &&
    isWrittenMoment(position.createdAt) &&
    uuidPattern.test(position.orderId);
  if (!genuine) throw new CursorError("the cursor was not given out for this list");
  return position;
}

function checksum(customerId: string, payload: Buffer): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(["backoffice:orders:cursor:1", customerId]))
    .update(payload)
    .digest()
    .subarray(0, checksumBytes);
}
