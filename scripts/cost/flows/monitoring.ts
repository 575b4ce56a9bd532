// Cost of one failure besides its event: its entry in the error log.
import { bytes, errorShare, perOrder } from "../assumptions";
import type { Flow } from "../flow";
import { logStep } from "../function-steps";
import { writeSteps } from "../table-steps";

/** Events of the other pipelines per order: placed, status changed, read, emailed, shipped, notified. */
const eventsPerOrder = 4 + perOrder.statusChanges + perOrder.reads;

export const errorRecorded: Flow = {
  name: "monitoring: error recorded",
  pipeline: "monitoring",
  perOrder: errorShare * eventsPerOrder,
  steps: (context) => [
    ...writeSteps(context.graph, {
      table: "monitoring-errors",
      size: bytes.errorEntry,
      attributes: ["errorId", "functionName", "timestamp"],
      indexOrigins: { FunctionNameIndex: "M1" },
      why: "withErrorLog puts an entry, with stack and redacted event, into the error table",
      origin: "M2",
    }),
    logStep("error line", bytes.logLine, { why: "and one line into the function's log", origin: "M2" }),
  ],
};
