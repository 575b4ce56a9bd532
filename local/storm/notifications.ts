import { publishNotifications } from "../traffic/scenarios/notifications";
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
  if (count === 0) return 0;
  const { webhook } = traffic.stack;
  const bad = `storm.room-${portion}`;
  const faults = roomFaults[portion % roomFaults.length] ?? [];
  for (const fault of faults) webhook?.fail({ fault, source: bad, times: 1 });
  await publishNotifications(
    traffic,
    Array.from({ length: count }, (_, index) => ({
      source: index === 0 ? bad : "storm",
      what: "a notification in the storm",
      expectedOutcome: "TOLD" as const,
    })),
  );
  return webhook === undefined ? 0 : faults.length;
}
