import { textOf } from "../../../ops/stack/tables";
import type { ExpectedNotification } from "../journal";
import type { Traffic } from "../traffic";
import type { Check, CheckContext } from "./check";
import { verdict } from "./check";

/** So many are followed: a burst's are all alike. */
const mostNotifications = 100;

/** The notifications that are followed. */
function followed({ journal }: Traffic): readonly ExpectedNotification[] {
  return journal.notifications.slice(0, mostNotifications);
}

/** Where the correlation ids of notifications and of notified broken events are missing. */
async function lostOnTheWay({ traffic, evidence }: Pick<CheckContext, "traffic" | "evidence">): Promise<string[]> {
  const { functionName } = traffic.outputs.notifications;
  const [items, emails, lines] = await Promise.all([
    evidence.notifications(),
    evidence.fallbackEmails(),
    evidence.logs(),
  ]);
  const logged = lines.filter((line) => line.functionName === functionName && line.json !== undefined);
  const inLog = (id: string) => logged.some(({ text }) => text.includes(id));
  const room = traffic.stack.webhook?.posts();
  const wrong = followed(traffic).flatMap(({ what, notificationId, correlationId, expectedOutcome }) => {
    const item = items.get(notificationId);
    const posted = room?.some((post) => post.notificationId === notificationId && post.correlationId === correlationId);
    const emailed = emails.some(
      ({ BodyText }) => BodyText?.includes(notificationId) === true && BodyText.includes(correlationId),
    );
    const entries: readonly (readonly [string, boolean])[] = [
      ["the notification", textOf(item, "correlationId") === correlationId],
      [`the log of ${functionName}`, inLog(correlationId)],
      ["the chat room", expectedOutcome === "FAILED" || posted !== false],
      ["the fallback email", expectedOutcome === "DELIVERED" || emailed],
    ];
    return entries.flatMap(([where, found]) => (found ? [] : [`${correlationId} of '${what}' is not in ${where}`]));
  });
  const broken = traffic.journal.carriers.flatMap(({ malformed }) => malformed);
  const heard = new Set([...items.values()].map((item) => textOf(item, "correlationId")));
  for (const { what, correlationId } of broken) {
    if (!heard.has(correlationId)) wrong.push(`${correlationId} of '${what}' is in no notification`);
    else if (!inLog(correlationId)) wrong.push(`${correlationId} of '${what}' is not in the log of ${functionName}`);
  }
  return wrong;
}

/** A notification's correlation id is found at every hop, up to the chat room or the fallback email. */
export const notificationCorrelation: Check = {
  pipeline: "notifications",
  ids: ["X6"],
  needsInspection: true,
  async look(context) {
    return verdict(
      await lostOnTheWay(context),
      `correlation ids of ${followed(context.traffic).length} notifications followed through the processor's log to the chat room or the fallback email`,
    );
  },
};
