// Cost of one failure besides its event: its entry in the error log.
import { bytes, errorShare } from "../assumptions";
import type { Flow } from "../flow";
import { logStep } from "../function-steps";
import { writeSteps } from "../table-steps";

/** @param processed every kind of event of the other pipelines, of which a share fails */
export const errorRecorded = (processed: readonly Flow[]): Flow => ({
  name: "monitoring: error recorded",
  pipeline: "monitoring",
  perOrder: errorShare * processed.reduce((events, { perOrder }) => events + perOrder, 0),
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
});
