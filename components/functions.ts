/** Entries of all functions of the program: `functions/<entry>/index.ts` is bundled for each of them. */
export const functionEntries = [
  "orders/create",
  "orders/get",
  "orders/list",
  "orders/update-status",
  "orders/authorizer",
  "orders/publisher",
  "orders/auditor",
  "confirmations/sender",
  "confirmations/feedback",
  "shipments/processor",
  "monitoring/simulator",
  "notifications/processor",
] as const;

/** Alias that every invoker uses, so that a new version can be rolled out step by step. */
export const ALIAS = "live";

/** Path of a function's folder below `functions/`; its physical name is the same with a dash: `orders-create-dev`. */
export type FunctionEntry = (typeof functionEntries)[number];
