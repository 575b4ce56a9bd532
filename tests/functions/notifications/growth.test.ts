import { notification } from "../../../functions/contracts/notification";
import { alarmNotification } from "../../../functions/notifications/alarm-message";
import { renderFallback } from "../../../functions/notifications/channels/fallback-email";
import { bodyFor, webhookKinds } from "../../../functions/notifications/channels/rooms";
import { growsWithItsText } from "../shared/growth";
import { published, shipmentFailed } from "./support/fixtures";

describe("reading foreign text in a notification", () => {
  growsWithItsText({
    "a notification": (text) =>
      notification.safeParse({ ...shipmentFailed, subject: text, message: text, deduplicationKey: text }),
    "an alarm": (text) =>
      alarmNotification.safeParse({
        AlarmName: text,
        NewStateValue: "ALARM",
        NewStateReason: text,
        StateChangeTime: text,
      }),
    "a fallback email": (text) => {
      const failure = { reason: "R", errorName: text, errorMessage: text, stack: text };
      const message = { ...published, body: text };
      return [undefined, { ...shipmentFailed, message: text, details: { text } }].map((content) =>
        renderFallback({ message, content, failure, attempt: 1 }, "test"),
      );
    },
    ...Object.fromEntries(
      webhookKinds.map((kind) => [
        `a message for ${kind}`,
        (text: string) =>
          bodyFor(kind, published, { ...shipmentFailed, subject: text, message: text, details: { text } }, "test"),
      ]),
    ),
  });
});
