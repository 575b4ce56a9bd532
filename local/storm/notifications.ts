import { noticeBody } from "../traffic/scenarios/notices";
import { publishToTopic } from "../traffic/send";
import type { Traffic } from "../traffic/traffic";
import type { WebhookFault } from "../webhook/sink";

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
  for (const fault of faults) stack.sink?.fail({ fault, source: bad, times: 1 });
  const notices = Array.from({ length: count }, (_, index) => ({
    source: index === 0 ? bad : "storm",
    what: "a notification in the storm",
    correlationId: random.uuid(),
    fate: "TOLD" as const,
  }));
  const ids = await publishToTopic(
    aws.sns,
    outputs.notifications.topicArn,
    notices.map(({ source, ...notice }) => ({
      body: noticeBody(notice, source),
      correlationId: notice.correlationId,
    })),
  );
  for (const [index, { source: _, ...notice }] of notices.entries())
    journal.notices.push({ ...notice, notificationId: ids[index] ?? "" });
  return stack.sink === undefined ? 0 : faults.length;
}
