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
] as const;

/** Path of a function's folder below `functions/`; its physical name is the same with a dash: `orders-create-dev`. */
export type FunctionEntry = (typeof functionEntries)[number];
