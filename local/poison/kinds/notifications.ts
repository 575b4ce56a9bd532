import { fallbacks, notificationsEnded, notificationsSettled, postedOnce } from "../../traffic/checks/notifications";
import { shuffled } from "../../traffic/random";
import { type NotificationRequest, published } from "../../traffic/scenarios/notifications";
import { type Entrance, neededFields, poisonText, times } from "../entrance";

/** Some of them fail on purpose, so they end in any order: each ten are awaited together. See `published`. */
export function notifications(): Entrance {
  const fields = neededFields.notifications;
  const source = "rehearsal";
  return {
    pipeline: "notifications",
    checks: [notificationsEnded, postedOnce, fallbacks, notificationsSettled],
    async prepare(traffic, amount, maker) {
      const { random } = traffic;
      const good = times(
        amount.good,
        (): NotificationRequest => ({ what: "good", source, expectedOutcome: "DELIVERED", posts: 1 }),
      );
      const bad = times(amount.bad, (index) => {
        const correlationId = random.uuid();
        const content = { subject: "Poison", message: "All is well.", severity: "info", source, correlationId };
        const { what, body, reason } = poisonText(maker, content, fields, index, amount.bad);
        return { what, body, reason, source, correlationId, expectedOutcome: "FAILED" as const, posts: 0 };
      });
      return {
        send: () => published(traffic, shuffled(random, [...good, ...bad])),
        // Each is waited for while they are sent.
        watched: { tableName: traffic.outputs.notifications.tableName, keys: [], isDone: () => true },
        bad: bad.map(({ correlationId }) => correlationId),
      };
    },
  };
}
