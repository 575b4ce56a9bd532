// notifications-processor with its real domain, store and expressions, and doubles for the webhook, SES and the table.
import { createDeliver } from "../../../../functions/notifications/domain/deliver";
import type { FallbackEmail, WebhookOutcome } from "../../../../functions/notifications/domain/ports";
import { createHandler } from "../../../../functions/notifications/processor/handler";
import { createNotificationStore } from "../../../../functions/notifications/store/notifications";
import type { SendOutcome } from "../../../../functions/shared/ses-outcome";
import { clientFor, createFakeTable } from "../../confirmations/support/fake-table";
import { lambdaContext, recordingRuntime } from "../../shared/doubles";
import { notificationId, snsEvent } from "./fixtures";

const accepted: WebhookOutcome = { kind: "accepted" };
export const down: WebhookOutcome = { kind: "refused", reason: "HTTP_503", detail: "the webhook answered 503" };

/** @param post what the webhook answers @param outcomes what SES answers, one after the other */
export function processor(
  post: WebhookOutcome | "none" = accepted,
  outcomes: readonly SendOutcome[] = [{ kind: "accepted", messageId: "mail-1" }],
) {
  const table = createFakeTable("notificationId");
  let passed = 0;
  const recorded = recordingRuntime();
  const now = () => recorded.runtime.clock.now().getTime() + passed;
  const posts: string[] = [];
  const fallbackEmails: FallbackEmail[] = [];
  let serial = 0;
  const handler = createHandler({
    runtime: recorded.runtime,
    deliver: createDeliver({
      notifications: createNotificationStore({
        client: clientFor(table),
        tableName: "notifications",
        leaseMilliseconds: 35_000,
        retentionDays: 30,
        now,
      }),
      webhook:
        post === "none"
          ? undefined
          : {
              post: async (message) => {
                posts.push(message.notificationId);
                return post;
              },
            },
      fallback: {
        send: async (fallbackEmail) => {
          fallbackEmails.push(fallbackEmail);
          return outcomes[fallbackEmails.length - 1] ?? { kind: "accepted", messageId: "mail-n" };
        },
      },
      metrics: recorded.runtime.metrics,
      now,
      newOwner: () => `owner-${serial++}`,
    }),
  });
  const invoke = (...event: Parameters<typeof snsEvent>) => handler(snsEvent(...event), lambdaContext());
  /** As an operator's redrive calls it, with a permit for one more fallback. */
  const invokePermitted = (confirmResend: unknown) => {
    const event = snsEvent();
    const Records = event.Records.map((record) => ({ ...record, confirmResend }));
    return handler({ ...event, Records }, lambdaContext());
  };
  return {
    ...recorded,
    invoke,
    invokePermitted,
    /** Lets time pass. */
    advance: (seconds: number) => {
      passed += seconds * 1000;
    },
    posts,
    fallbackEmails,
    item: (id = notificationId) => table.items.get(id),
    items: table.items,
  };
}
