import { notificationBody } from "../traffic/scenarios/notifications";
import { publishToTopic } from "../traffic/send";
import type { Traffic } from "../traffic/traffic";
import type { WebhookFault } from "../webhook/fake-webhook";

/** What the chat room does to one notification of a portion, in turn. */
const roomFaults: readonly (readonly [WebhookFault, ...WebhookFault[]])[] = [
  [{ status: 503 }],
  ["drop-answer"],
  [{ status: 500 }],
  ["silence"],
  [{ status: 403 }],
];

/** Publishes notifications to their topic; one of them meets a chat room that fails as well. @returns faults of the room */
export async function notifyAtOnce(traffic: Traffic, count: number, portion: number): Promise<number> {
  const { aws, outputs, journal, random, stack } = traffic;
  if (count === 0) return 0;
  const bad = `storm.room-${portion}`;
  const faults = roomFaults[portion % roomFaults.length] ?? [];
  for (const fault of faults) stack.webhook?.fail({ fault, source: bad, times: 1 });
  const notifications = Array.from({ length: count }, (_, index) => ({
    source: index === 0 ? bad : "storm",
    what: "a notification in the storm",
    correlationId: random.uuid(),
    expectedOutcome: "TOLD" as const,
  }));
  const ids = await publishToTopic(
    aws.sns,
    outputs.notifications.topicArn,
    notifications.map(({ source, ...notification }) => ({
      body: notificationBody(notification, source),
      correlationId: notification.correlationId,
    })),
  );
  for (const [index, { source: _, ...notification }] of notifications.entries())
    journal.notifications.push({ ...notification, notificationId: ids[index] ?? "" });
  return stack.webhook === undefined ? 0 : faults.length;
}
