// Cost of one carrier event: bus, archive, queue, history and state.
import { bytes, milliseconds } from "../assumptions";
import { type Flow, floors } from "../flow";
import { batchOf, invocationSteps } from "../function-steps";
import { queueSteps } from "../message-steps";
import { step } from "../step";
import { writeSteps } from "../table-steps";
import { archiveSteps } from "./orders";

export const shipmentEvent: Flow = {
  name: "shipments: carrier event",
  pipeline: "shipments",
  floor: floors.bus,
  perOrder: 1,
  steps: (context) => {
    const batch = batchOf(context, "shipments-processor-queue");
    return [
      step("event on the bus", "busEvent", 1, { why: "carriers put it", origin: "floor" }),
      ...archiveSteps(context),
      ...queueSteps(context, "shipments-queue", batch.records, {
        why: "the rule's target is a queue, for back-off and dead letters",
        origin: "floor",
      }),
      ...invocationSteps(context, {
        name: "shipments-processor",
        perEvent: batch.perEvent,
        duration: batch.duration(10, 2 * milliseconds.table),
        linesPerEvent: 1,
        linesPerInvocation: 1,
        metricLines: 1,
        why: `processes ${batch.records} events at a time`,
        origin: "floor",
        traces: "X19",
      }),
      ...writeSteps(context.graph, {
        table: "shipments-table",
        size: bytes.shipmentEvent,
        // The only index key of a history item is the order's id, so no index contains the item.
        attributes: ["pk", "sk", "orderId"],
        why: "the event in the history, put if absent",
        origin: "floor",
      }),
      ...writeSteps(context.graph, {
        table: "shipments-table",
        size: bytes.shipmentEvent,
        attributes: ["pk", "sk", "orderId", "status", "timestamp"],
        changes: ["status", "timestamp"],
        indexOrigins: { StatusIndex: "S2" },
        why: "the state, advanced by the newest event",
        origin: "S3",
      }),
    ];
  },
};
