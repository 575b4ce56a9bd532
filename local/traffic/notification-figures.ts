import { textOf } from "../../ops/stack/tables";
import type { CheckContext } from "./checks/check";
import { counted, deadLettersIn, type Figures, isIn, span, split } from "./figures";

/** Notifications: published against ended, by the channel or by a fallback; duplicates are second posts. */
export async function notificationFigures(context: CheckContext): Promise<Figures> {
  const { traffic, evidence } = context;
  const items = await evidence.notifications();
  const { notifications } = traffic.journal;
  const [seen, open] = split(notifications, ({ notificationId }) =>
    ["DELIVERED", "FALLBACK_SENT"].includes(textOf(items.get(notificationId), "stage")),
  );
  const taken = (traffic.stack.webhook?.posts() ?? []).filter((post) => post.taken);
  const { deliveryDeadLetterQueueUrl, failureQueueUrl } = traffic.outputs.notifications;
  const dead = await deadLettersIn(context, [deliveryDeadLetterQueueUrl, failureQueueUrl]);
  const times = notifications.flatMap(({ notificationId }) => {
    const item = items.get(notificationId);
    return [textOf(item, "timestamp"), textOf(item, "updatedAt")];
  });
  return {
    sent: notifications.length,
    seen: seen.length,
    lost: open.filter(({ notificationId }) => !isIn(dead, notificationId)).length,
    duplicated: taken.length - new Set(taken.map(({ notificationId }) => notificationId)).size,
    ...counted(dead, traffic.journal),
    seconds: span(times),
  };
}
