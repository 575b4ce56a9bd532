import type { Flow } from "../flow";
import { confirmationSent } from "./confirmations";
import { errorRecorded } from "./monitoring";
import { notificationDelivered } from "./notifications";
import { orderMoved, orderPlaced, orderRead } from "./orders";
import { shipmentEvent } from "./shipments";

/** Every kind of event that the shop processes. */
export const flows: readonly Flow[] = [
  orderPlaced,
  orderMoved,
  orderRead,
  confirmationSent,
  shipmentEvent,
  notificationDelivered,
  errorRecorded,
];
