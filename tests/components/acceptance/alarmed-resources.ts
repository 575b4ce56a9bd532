import { calledFunctionNames } from "../../support/called-functions";
import { orderRecorders } from "../../support/order-recorders";
import { expectedPipelines } from "../expected/pipelines";

/** Functions of every stack, by logical name. */
export const functions = [
  "confirmations-feedback",
  "confirmations-sender",
  "orders-auditor",
  "orders-authorizer",
  "orders-create",
  "orders-get",
  "orders-list",
  "orders-publisher",
  "orders-update-status",
  "shipments-processor",
  ...orderRecorders.map((name) => `${name}-recorder`),
  ...expectedPipelines.flatMap(({ functions: own }) => own),
  ...calledFunctionNames,
];

/** Queues that keep what could not be processed or delivered, by logical name. */
export const deadLetters = [
  "confirmations-dead-letters",
  "confirmations-feedback-dead-letters",
  "confirmations-feedback-subscription-dead-letters",
  "confirmations-subscription-dead-letters",
  "orders-auditor-failures",
  "orders-publisher-failures",
  "shipments-bus-dead-letters",
  "shipments-dead-letters",
  "shipments-target-dead-letters",
  ...orderRecorders.flatMap((name) => [`${name}-dead-letters`, `${name}-target-dead-letters`]),
  ...expectedPipelines.flatMap(({ deadLetters: own }) => own),
];

/** Tables, and their indexes one by one. */
export const tables: readonly (readonly [table: string, index?: string])[] = [
  ["confirmations-deliveries"],
  ["confirmations-deliveries", "AddressIndex"],
  ["confirmations-suppressions"],
  ["monitoring-errors"],
  ["monitoring-errors", "FunctionNameIndex"],
  ["orders-audit"],
  ["orders-audit", "ActorIndex"],
  ["orders-table"],
  ["orders-table", "CustomerIndex"],
  ["shipments-table"],
  ["shipments-table", "OrderIndex"],
  ["shipments-table", "StatusIndex"],
  ...orderRecorders.map((name) => [`${name}-table`] as const),
  ...expectedPipelines.flatMap(({ tables: own }) =>
    Object.entries(own).flatMap(([table, { globalSecondaryIndexes }]): (readonly [string, string?])[] => [
      [table],
      ...globalSecondaryIndexes.map((index) => [table, index.name] as const),
    ]),
  ),
];
