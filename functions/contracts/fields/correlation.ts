import { randomUUID } from "node:crypto";

/** Name of the correlation id in message bodies and in SNS and SQS message attributes. */
export const correlationField = "correlationId";

/** Name of the header that carries the correlation id; header names may arrive in any case. */
export const correlationHeader = "X-Correlation-Id";

/** Form of a correlation id: 8 to 64 letters, digits or hyphens. */
export const correlationPattern = /^[A-Za-z0-9-]{8,64}$/;

/** The given correlation id if it is 8 to 64 letters, digits or hyphens; else a new UUID. */
export function correlationIdFrom(given: unknown): string {
  return typeof given === "string" && correlationPattern.test(given) ? given : randomUUID();
}

/**
 * The first valid one of several candidates, such as body field, then message attribute; else a new UUID. A redelivered message must get
 * the same id, so a generated one is the last resort.
 */
export function firstCorrelationId(...candidates: readonly unknown[]): string {
  return correlationIdFrom(
    candidates.find((candidate) => typeof candidate === "string" && correlationPattern.test(candidate)),
  );
}
