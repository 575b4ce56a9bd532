import type { Notification } from "../../../functions/contracts/notification";
import { notificationIdOf } from "../../../functions/notifications/domain/notification-id";
import type { ExpectedNotification } from "../journal";
import { publishToTopic } from "../send";
import type { Traffic } from "../traffic";
import { ended, event, invoke } from "./notifications";

/** A publisher that died after it had published, and published again: two messages, one notification. */
export async function notifyAgain(traffic: Traffic): Promise<void> {
  const { aws, outputs, random } = traffic;
  const { notification, body } = keyed(traffic, "rehearsal.told-again");
  await publishToTopic(aws.sns, outputs.notifications.topicArn, [{ body, correlationId: notification.correlationId }]);
  await ended(traffic, [notification]);
  // Manually, for the answer shows when it is done with.
  const second = { ...notification, notificationId: random.uuid() };
  await invoke(traffic, event(traffic, second, body), "RequestResponse");
}

/** Publishes notifications, each by two messages at once. */
export async function notifyTwice(traffic: Traffic, source: string, count: number): Promise<void> {
  const { aws, outputs } = traffic;
  const messages = Array.from({ length: count }, () => {
    const { notification, body } = keyed(traffic, source);
    return { body, correlationId: notification.correlationId };
  });
  await publishToTopic(aws.sns, outputs.notifications.topicArn, [...messages, ...messages]);
}

/** Notes a notification with a key, so that all its messages are one, which must be delivered. */
function keyed({ journal, random }: Traffic, source: string) {
  const content: Notification = {
    subject: "Rehearsal: notified again after a crash",
    message: "All is well.",
    severity: "info",
    source,
    correlationId: random.uuid(),
    deduplicationKey: random.uuid(),
  };
  const notification: ExpectedNotification = {
    what: "two messages with one key",
    notificationId: notificationIdOf("", content),
    correlationId: content.correlationId ?? "",
    expectedOutcome: "DELIVERED",
    posts: 1,
  };
  journal.notifications.push(notification);
  return { notification, body: JSON.stringify(content) };
}

/** An alarm that notifies the notifications topic, in CloudWatch's own form. */
export async function alarmed(traffic: Traffic): Promise<void> {
  const { aws, outputs, journal, random } = traffic;
  const { region, accountId } = outputs.stack;
  const { topicArn } = outputs.notifications;
  const AlarmName = "rehearsed-alarm";
  const at = new Date().toISOString().replace("Z", "+0000");
  const body = JSON.stringify({
    AlarmName,
    AlarmDescription: "Rehearsed by the local run.",
    AWSAccountId: accountId,
    AlarmConfigurationUpdatedTimestamp: at,
    NewStateValue: "ALARM",
    NewStateReason: "Threshold Crossed: 1 datapoint was greater than the threshold.",
    StateChangeTime: at,
    Region: region,
    AlarmArn: `${topicArn.split(":").slice(0, 2).join(":")}:cloudwatch:${region}:${accountId}:alarm:${AlarmName}`,
    OldStateValue: "OK",
    Trigger: { Period: 300, EvaluationPeriods: 1 },
  });
  const correlationId = random.uuid();
  const [notificationId = ""] = await publishToTopic(aws.sns, topicArn, [{ body, correlationId }]);
  const notification: ExpectedNotification = {
    what: "an alarm of CloudWatch",
    notificationId,
    correlationId,
    expectedOutcome: "DELIVERED",
    posts: 1,
  };
  journal.notifications.push(notification);
  await ended(traffic, [notification]);
}
