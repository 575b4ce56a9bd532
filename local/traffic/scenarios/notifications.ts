import { type InvocationType, InvokeCommand } from "@aws-sdk/client-lambda";
import { BatchGetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { textOf } from "../../../ops/stack/tables";
import type { CallProxy } from "../../proxy/proxy";
import type { FakeWebhook, WebhookFault } from "../../webhook/fake-webhook";
import type { ExpectedNotification } from "../journal";
import { inParallel, until } from "../poll";
import { publishToTopic } from "../send";
import type { Traffic } from "../traffic";

/** Sends notifications while the chat room works, while it fails, and when it works again. */
export async function notifications(traffic: Traffic): Promise<void> {
  await notify(traffic, "before the outage", "rehearsal", 10);
  const { webhook, proxy } = traffic.stack;
  if (webhook === undefined || proxy === undefined) {
    const detail =
      "needs the chat room of the local run, which only the bundled emulator is given (AWS_ENDPOINT_URL is set)";
    traffic.journal.notChecked.push({ id: "N5", detail });
    return;
  }
  await refusedFallback(traffic, webhook, proxy);
  await outage(traffic, webhook);
  await notify(traffic, "after the outage", "rehearsal", 10);
  await Promise.all([unreadable(traffic), twice(traffic), died(traffic)]);
}

/** Notifications by the topic, that arrive. */
export async function notify(
  traffic: Traffic,
  what: string,
  source: string,
  count: number,
  onEnded?: (done: number) => void,
): Promise<void> {
  await published(
    traffic,
    Array.from({ length: count }, () => ({ what, source, expectedOutcome: "DELIVERED", posts: 1 })),
    onEnded,
  );
}

/** The room answers 503 for a while, and has other bad habits besides. */
async function outage(traffic: Traffic, webhook: FakeWebhook): Promise<void> {
  const habits: readonly (readonly [
    string,
    WebhookFault,
    number | undefined,
    Pick<ExpectedNotification, "expectedOutcome" | "reason" | "posts">,
  ])[] = [
    ["a room that is down", { status: 503 }, undefined, { expectedOutcome: "FAILED", reason: "HTTP_503", posts: 0 }],
    ["a room that is down for a moment", { status: 503 }, 1, { expectedOutcome: "DELIVERED", posts: 1 }],
    ["a room that refuses", { status: 403 }, undefined, { expectedOutcome: "FAILED", reason: "HTTP_403", posts: 0 }],
    ["a room that moved", { status: 307 }, undefined, { expectedOutcome: "FAILED", reason: "HTTP_307", posts: 0 }],
    ["a room that breaks", { status: 500 }, undefined, { expectedOutcome: "FAILED", reason: "UNCERTAIN", posts: 0 }],
    ["a room that falls silent", "silence", undefined, { expectedOutcome: "FAILED", reason: "UNCERTAIN", posts: 1 }],
    ["a room that hangs up", "drop-answer", undefined, { expectedOutcome: "FAILED", reason: "UNCERTAIN", posts: 1 }],
    ["a room that talks without end", "endless-answer", undefined, { expectedOutcome: "DELIVERED", posts: 1 }],
  ];
  const orders = habits.flatMap(([what, fault, times, end], index) => {
    const source = `rehearsal.room-${index}`;
    webhook.fail({ fault, source, ...(times !== undefined && { times }) });
    return Array.from({ length: times ?? 3 }, () => ({ what, source, ...end }));
  });
  await published(traffic, orders);
  for (const { source } of orders) webhook.recover(source);
}

/** SES refuses the fallback once: the attempt fails, is recorded, and Lambda's next one sends it. */
async function refusedFallback(traffic: Traffic, webhook: FakeWebhook, { faults }: CallProxy): Promise<void> {
  const source = "rehearsal.no-mail";
  webhook.fail({ fault: { status: 503 }, source });
  const recipient = traffic.outputs.notifications.notificationEmail;
  faults.add({ effect: "throttle", times: 1, recipient, forSeconds: 3_600 });
  const what = "a fallback that SES refuses once";
  await published(traffic, [{ what, source, expectedOutcome: "FAILED", reason: "HTTP_503", posts: 0 }]);
  webhook.recover(source);
}

/** Unreadable messages are delivered as they are. */
async function unreadable(traffic: Traffic): Promise<void> {
  const good = { subject: "s", message: "m", severity: "info", source: "rehearsal" };
  const bodies: Readonly<Record<string, string>> = {
    "no JSON": "ALARM: everything",
    "a severity that is none": JSON.stringify({ ...good, severity: "loud" }),
    "no subject": JSON.stringify({ ...good, subject: " " }),
  };
  await published(
    traffic,
    Object.entries(bodies).map(([what, text]) => {
      const reason = what === "no JSON" ? "INVALID_JSON" : "INVALID_MESSAGE";
      return { what, source: "rehearsal", body: text, expectedOutcome: "FAILED", reason, posts: 0 };
    }),
  );
}

/** SNS may deliver a message twice, at once or later: the function is called with the same event. */
async function twice(traffic: Traffic): Promise<void> {
  const notification = handed(traffic, {
    what: "a message that comes four times",
    expectedOutcome: "DELIVERED",
    posts: 1,
  });
  const same = event(traffic, notification, notificationBody(notification, "rehearsal"));
  await inParallel([1, 2], 2, () => invoke(traffic, same, "Event"));
  await ended(traffic, [notification]);
  for (const _ of [3, 4]) await invoke(traffic, same, "RequestResponse");
}

/** An attempt died after it had called the webhook, or before: what it left in the table is all that the next one finds. */
async function died(traffic: Traffic): Promise<void> {
  const notification = handed(traffic, {
    what: "an attempt that died in the call",
    expectedOutcome: "FAILED",
    reason: "UNCERTAIN",
    posts: 0,
  });
  const { notificationId, correlationId } = notification;
  const timestamp = new Date().toISOString();
  await traffic.aws.dynamo.send(
    new PutCommand({
      TableName: traffic.outputs.notifications.tableName,
      Item: {
        notificationId,
        correlationId,
        timestamp,
        status: "RECEIVED",
        stage: "CALLING",
        attempt: 1,
        leaseOwner: "an attempt that died",
        leaseUntil: 0,
      },
    }),
  );
  await invoke(traffic, event(traffic, notification, notificationBody(notification, "rehearsal")), "RequestResponse");
}

/** A notification to publish, and how it must end. */
export interface NotificationRequest extends Omit<ExpectedNotification, "notificationId" | "correlationId"> {
  readonly source: string;
  /** What is published in place of a good body. */
  readonly body?: string;
  /** Default: one of its own. */
  readonly correlationId?: string;
}

/** Publishes notifications to their topic at once, and notes them. @returns what was noted */
export async function publishNotifications(
  { aws, outputs, journal, random }: Traffic,
  requests: readonly NotificationRequest[],
): Promise<readonly ExpectedNotification[]> {
  const all = requests.map((request) => ({ correlationId: random.uuid(), ...request }));
  const ids = await publishToTopic(
    aws.sns,
    outputs.notifications.topicArn,
    all.map(({ source, body, ...notification }) => ({
      body: body ?? notificationBody(notification, source),
      correlationId: notification.correlationId,
    })),
  );
  const sent = all.map(({ source: _, body: __, ...notification }, index) => ({
    ...notification,
    notificationId: ids[index] ?? "",
  }));
  journal.notifications.push(...sent);
  return sent;
}

/** Publishes ten at a time, each ten when the last have ended: the emulator starts a process for every call under way. */
export async function published(
  traffic: Traffic,
  orders: readonly NotificationRequest[],
  onEnded: (done: number) => void = () => undefined,
): Promise<void> {
  for (let at = 0; at < orders.length; at += 10) {
    const sent = await publishNotifications(traffic, orders.slice(at, at + 10));
    await ended(traffic, sent);
    onEnded(at + sent.length);
  }
}

/** Waits until these, a hundred at most, are delivered; if they never are, the checks fail. */
export async function ended(traffic: Traffic, sent: readonly ExpectedNotification[]): Promise<void> {
  const { aws, outputs, signal } = traffic;
  await until(
    async () => {
      const { tableName } = outputs.notifications;
      const Keys = sent.map(({ notificationId }) => ({ notificationId }));
      const { Responses = {} } = await aws.dynamo.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
      );
      const items = Responses[tableName] ?? [];
      const done = new Set(
        items
          .filter((item) => ["DELIVERED", "FALLBACK_SENT"].includes(textOf(item, "stage")))
          .map((item) => textOf(item, "notificationId")),
      );
      return {
        ok: sent.every(({ notificationId }) => done.has(notificationId)),
        detail: "notifications are under way",
      };
    },
    { signal, stretch: traffic.stretch, limitMs: 15_000 },
  );
}

/** Notes a notification that does not go through the topic. */
function handed(
  { journal, random }: Traffic,
  notification: Omit<ExpectedNotification, "notificationId" | "correlationId">,
): ExpectedNotification {
  const whole = { ...notification, notificationId: random.uuid(), correlationId: random.uuid() };
  journal.notifications.push(whole);
  return whole;
}

/** Body of a message on the notifications topic. */
export function notificationBody(
  { what, correlationId }: Pick<ExpectedNotification, "what" | "correlationId">,
  source: string,
): string {
  const details = { rehearsed: true };
  return JSON.stringify({
    subject: `Rehearsal: ${what}`,
    message: "All is well.",
    severity: "info",
    source,
    details,
    correlationId,
  });
}

/** As SNS calls a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function event({ outputs }: Traffic, { notificationId }: ExpectedNotification, message: string): string {
  const { topicArn } = outputs.notifications;
  const Sns = {
    Type: "Notification",
    MessageId: notificationId,
    TopicArn: topicArn,
    Message: message,
    Timestamp: new Date().toISOString(),
    MessageAttributes: {},
  };
  return JSON.stringify({
    Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: topicArn, Sns }],
  });
}

/** Calls the processor itself, as SNS would. */
export async function invoke(traffic: Traffic, payload: string, InvocationType: InvocationType): Promise<void> {
  const { functionName } = traffic.outputs.notifications;
  await traffic.aws.lambda.send(
    new InvokeCommand({ FunctionName: functionName, Qualifier: "live", InvocationType, Payload: Buffer.from(payload) }),
  );
}
