// Order events on the shop's bus: ids and statuses only, no personal data, because every rule of the bus can read them.
import * as z from "zod";
import { orderEvents } from "./bus";
import { correlationPattern } from "./fields/correlation";
import { writtenMomentType } from "./fields/date-time";
import type { Frozen } from "./fields/exhaustive";
import { uuidPattern } from "./fields/uuid";
import { orderStatuses } from "./orders/transitions";

/** `detail` of an event. */
const orderEventDetail = z.object({
  orderId: z.string().regex(uuidPattern),
  customerId: z.string(),
  status: z.enum(orderStatuses),
  /** Of a change of status, where the order had one before. */
  previousStatus: z.enum(orderStatuses).optional(),
  version: z.int().min(1),
  occurredAt: writtenMomentType(),
  correlationId: z.string().regex(correlationPattern),
});

/** An event of `ordersSource`. */
export const orderEvent = z.object({
  "detail-type": z.enum([orderEvents.placed, orderEvents.statusChanged]),
  detail: orderEventDetail,
});

export type OrderEvent = Frozen<z.output<typeof orderEvent>>;
