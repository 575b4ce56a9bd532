import type { Flow } from "../flow";
import { confirmationSent } from "./confirmations";
import { errorRecorded } from "./monitoring";
import { notificationDelivered } from "./notifications";
import { orderMoved, orderPlaced, orderRead } from "./orders";
import { shipmentEvent } from "./shipments";

const processed: readonly Flow[] = [
  orderPlaced,
  orderMoved,
  orderRead,
  confirmationSent,
  shipmentEvent,
  notificationDelivered,
];

/** Every kind of event that the shop processes, and the failures among them. */
export const flows: readonly Flow[] = [...processed, errorRecorded(processed)];
