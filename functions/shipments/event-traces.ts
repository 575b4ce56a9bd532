import { correlationPattern } from "../contracts/fields/correlation";
import { carrierSource, idPattern } from "../contracts/shipment-events";

/** Ids found in a body that may be malformed in any way. Values without the form of an id are left out. */
export interface EventTraces {
  /** The bus's id: a new one each time a carrier sends the same event. */
  readonly envelopeId: string | undefined;
  readonly eventId: string | undefined;
  readonly shipmentId: string | undefined;
  /** Source of the event on the bus. */
  readonly source: string | undefined;
  /** The event's correlation id; without one, its event id. */
  readonly correlationId: string | undefined;
}

/** Finds the ids in a body. */
export function tracesOf(body: unknown): EventTraces {
  const detail = fieldOf(body, "detail");
  const eventId = matching(fieldOf(detail, "eventId"), idPattern);
  return {
    envelopeId: matching(fieldOf(body, "id"), idPattern),
    eventId,
    shipmentId: matching(fieldOf(detail, "shipmentId"), idPattern),
    source: matching(fieldOf(body, "source"), carrierSource),
    correlationId:
      matching(fieldOf(detail, "correlationId"), correlationPattern) ?? matching(eventId, correlationPattern),
  };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}
