import { calledFunctionNames } from "../../support/called-functions";
import { orderRecorders } from "../../support/order-recorders";

/** Functions of every stack, by logical name. */
export const functions = [
  "confirmations-feedback",
  "confirmations-sender",
  "notifications-processor",
  "orders-auditor",
  "orders-authorizer",
  "orders-create",
  "orders-get",
  "orders-list",
  "orders-publisher",
  "orders-update-status",
  "shipments-processor",
  ...orderRecorders.map((name) => `${name}-recorder`),
  ...calledFunctionNames,
];

/** Queues that keep what could not be processed or delivered, by logical name. */
export const deadLetters = [
  "confirmations-dead-letters",
  "confirmations-feedback-dead-letters",
  "confirmations-feedback-subscription-dead-letters",
  "confirmations-subscription-dead-letters",
  "notifications-delivery-dead-letters",
  "notifications-processor-failures",
  "orders-auditor-failures",
  "orders-publisher-failures",
  "shipments-bus-dead-letters",
  "shipments-dead-letters",
  "shipments-target-dead-letters",
  ...orderRecorders.flatMap((name) => [`${name}-dead-letters`, `${name}-target-dead-letters`]),
];

/** Tables, and their indexes one by one. */
export const tables: readonly (readonly [table: string, index?: string])[] = [
  ["confirmations-deliveries"],
  ["confirmations-deliveries", "AddressIndex"],
  ["confirmations-suppressions"],
  ["monitoring-errors"],
  ["monitoring-errors", "FunctionNameIndex"],
  ["notifications-table"],
  ["notifications-table", "StatusIndex"],
  ["orders-audit"],
  ["orders-audit", "ActorIndex"],
  ["orders-table"],
  ["orders-table", "CustomerIndex"],
  ["shipments-table"],
  ["shipments-table", "OrderIndex"],
  ["shipments-table", "StatusIndex"],
  ...orderRecorders.map((name) => [`${name}-table`] as const),
];
