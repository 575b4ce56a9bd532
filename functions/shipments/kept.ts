// Fields of a failed carrier event that the error log may keep.
import { carrierEvents } from "../contracts/bus";
import { type ShipmentEvent, shipmentStatuses } from "../contracts/shipment-events";
import {
  arn,
  digits,
  fields,
  hidden,
  type Kept,
  list,
  oneOf,
  service,
  time,
  token,
  uuid,
} from "../shared/redaction/kept";

const detail = {
  eventId: token,
  shipmentId: token,
  orderId: token,
  carrier: hidden,
  status: oneOf(...shipmentStatuses),
  occurredAt: time,
  location: hidden,
  correlationId: token,
} satisfies Record<keyof ShipmentEvent, Kept>;

export const keptCarrierEvent: Kept = fields({
  version: hidden,
  id: uuid,
  "detail-type": oneOf(carrierEvents.statusChanged),
  source: service,
  account: digits,
  time,
  region: service,
  resources: list(arn),
  detail: fields(detail),
});
