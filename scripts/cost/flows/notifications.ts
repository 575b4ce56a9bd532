// Cost of one notification: the topic, its emails, the function, and the accesses to its record.
import { bytes, milliseconds } from "../assumptions";
import { type Flow, floors } from "../flow";
import { invocationSteps } from "../function-steps";
import { publishSteps, topicEmailSteps } from "../message-steps";
import type { Origin, Step, StepContext } from "../step";
import { writeSteps } from "../table-steps";

export const notificationDelivered: Flow = {
  name: "notifications: delivered",
  pipeline: "notifications",
  floor: floors.topic,
  perOrder: 1,
  steps: (context) => {
    const webhook =
      "WEBHOOK_CIPHERTEXT" in (context.graph.lambda("notifications-processor").environment?.variables ?? {});
    const writes = webhook ? 3 : 2;
    return [
      ...publishSteps(context, "notifications-topic", { why: "somebody notifies", origin: "floor" }),
      ...topicEmailSteps(context, "notifications-topic", "N1"),
      ...invocationSteps(context, {
        name: "notifications-processor",
        // SNS invokes a function with one message at a time.
        perEvent: 1,
        duration: milliseconds.own + writes * milliseconds.table + (webhook ? milliseconds.webhook : 0),
        linesPerEvent: 1,
        linesPerInvocation: 0,
        metricLines: 1,
        why: "one invocation a message",
        origin: "floor",
        traces: "X19",
      }),
      ...recordWrite(context, "RECEIVED: claimed", "floor"),
      ...(webhook ? recordWrite(context, "CALLING, so that a crash in the call is seen", "N4", ["updatedAt"]) : []),
      ...recordWrite(context, "DELIVERED", "N4", ["status", "updatedAt"]),
    ];
  },
};

function recordWrite(context: StepContext, why: string, origin: Origin, changes?: readonly string[]): Step[] {
  return writeSteps(context.graph, {
    table: "notifications-table",
    size: bytes.notification,
    attributes: ["notificationId", "status", "timestamp"],
    indexOrigins: { StatusIndex: "N3" },
    why,
    origin,
    ...(changes !== undefined && { changes }),
  });
}
