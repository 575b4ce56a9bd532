import { hash, randomUUID } from "node:crypto";
import { contentUuid } from "../../shared/content-uuid";

const namespace = "backoffice:orders:order-id:1";

/**
 * The id of a new order. With a key it is a hash of customer and key: the same for every repetition, and different for another customer.
 * Without a key it is random.
 */
export function orderIdFor(customerId: string, idempotencyKey: string | undefined): string {
  if (idempotencyKey === undefined) return randomUUID();
  return contentUuid(namespace, customerId, idempotencyKey);
}

/** SHA-256 of a request in canonical form, as base64url. The order of fields does not count, the order of lines does. */
export function requestHashOf(request: unknown): string {
  return hash("sha256", JSON.stringify(sorted(request)), "base64url");
}

/** SHA-256 of an Idempotency-Key, as base64url: keys are compared, not shown. */
export function keyHashOf(key: string): string {
  return hash("sha256", key, "base64url");
}

/** A copy with sorted fields. A replacer of `JSON.stringify` would be slower, as it is called for every value. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) copy[name] = sorted(Reflect.get(value, name));
  return copy;
}
