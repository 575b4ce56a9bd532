import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { CheckContext } from "../../../local/traffic/checks/check";
import { createJournal, type ExpectedNotification, type RedrivenDeadLetter } from "../../../local/traffic/journal";
import type { Item } from "../../../ops/stack/tables";

export const good: ExpectedNotification = {
  what: "a good one",
  notificationId: "id-good",
  correlationId: "correlation-good",
  expectedOutcome: "DELIVERED",
  posts: 1,
};
export const bad: ExpectedNotification = {
  ...good,
  what: "a bad one",
  notificationId: "id-bad",
  correlationId: "correlation-bad",
  expectedOutcome: "FAILED",
  reason: "HTTP_503",
  posts: 0,
};
export const delivered: Item = {
  notificationId: good.notificationId,
  correlationId: good.correlationId,
  status: "DELIVERED",
  stage: "DELIVERED",
  timestamp: "2026-03-01T10:00:00.000Z",
};
export const failed: Item = {
  ...delivered,
  notificationId: bad.notificationId,
  correlationId: bad.correlationId,
  status: "FAILED",
  stage: "FALLBACK_SENT",
  reason: "HTTP_503",
  errorName: "DeliveryError",
  errorMessage: "the webhook answered 503",
  stack: "DeliveryError: ...",
  attempt: "1",
};
export const post = {
  notificationId: good.notificationId,
  source: "s",
  taken: true,
  correlationId: good.correlationId,
};
export const email = { BodyText: `${bad.notificationId} ${bad.correlationId} the webhook answered 503` };
export const line = (text: string) => ({ functionName: "processor", text, json: {} });
const topic = "arn:aws:sns:us-east-1:0:topic";

/** What the emulator and the chat room show. */
export interface NotificationWorld {
  readonly notifications: readonly ExpectedNotification[];
  readonly items: readonly Item[];
  /** Items that StatusIndex finds. Default: all. */
  readonly indexed: readonly Item[];
  readonly posts: readonly (typeof post)[];
  readonly emails: readonly (typeof email)[];
  readonly lines: readonly ReturnType<typeof line>[];
  readonly queued: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly endpoint: string;
  readonly redrive: string;
  readonly onFailure: string;
  readonly policy: string;
  /** Dead letters that operators sent back. */
  readonly redriven: readonly RedrivenDeadLetter[];
}

/** Two notifications, one delivered and one that failed, all as it should be; each test breaks one thing. */
export function notificationContext(change: Partial<NotificationWorld>): CheckContext {
  const world: NotificationWorld = {
    notifications: [good, bad],
    items: [delivered, failed],
    indexed: change.items ?? [delivered, failed],
    posts: [post],
    emails: [email],
    lines: [line(good.correlationId), line(bad.correlationId)],
    queued: "none",
    environment: {},
    endpoint: "arn:aws:lambda:us-east-1:0:function:processor:live",
    redrive: "arn:aws:sqs:us-east-1:0:undelivered",
    onFailure: "arn:aws:sqs:us-east-1:0:failures",
    policy: topic,
    redriven: [],
    ...change,
  };
  const journal = createJournal();
  journal.notifications.push(...world.notifications);
  journal.redriven.push(...world.redriven);
  const index = async ({
    input,
  }: {
    readonly input: { readonly ExpressionAttributeValues: Record<string, unknown> };
  }) => ({
    Items: world.indexed.filter(({ status }) => status === input.ExpressionAttributeValues[":value"]),
  });
  const answers: Readonly<Record<string, unknown>> = {
    GetFunctionConfigurationCommand: { Environment: { Variables: world.environment } },
    GetFunctionEventInvokeConfigCommand: { DestinationConfig: { OnFailure: { Destination: world.onFailure } } },
    GetPolicyCommand: { Policy: world.policy },
    ListSubscriptionsByTopicCommand: {
      Subscriptions: [
        { Protocol: "lambda", Endpoint: world.endpoint },
        { Protocol: "email", Endpoint: "people@example.com" },
      ],
    },
    GetSubscriptionAttributesCommand: { Attributes: { RedrivePolicy: world.redrive } },
  };
  const send = async (command: { readonly constructor: { readonly name: string } }) =>
    answers[command.constructor.name];
  const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  const none = async () => [];
  return {
    traffic: {
      journal,
      aws: { dynamo: Object.assign(dynamo, { send: index }), lambda: { send }, sns: { send } },
      outputs: {
        stack: { indexShards: 1 },
        orders: { functionNames: {} },
        confirmations: { functionNames: {} },
        shipments: { functionName: "shipments" },
        notifications: {
          tableName: "notifications",
          topicArn: topic,
          functionName: "processor",
          notificationEmail: "people@example.com",
          deliveryDeadLetterQueueUrl: "http://127.0.0.1:1/0/undelivered",
          failureQueueUrl: "http://127.0.0.1:1/0/failures",
        },
      },
      stack: {
        target: { bundled: true },
        webhook: { url: "http://127.0.0.1:1/hooks/secret", posts: () => world.posts },
      },
    },
    evidence: {
      notifications: async () => new Map(world.items.map((item) => [String(item.notificationId), item])),
      fallbackEmails: async () => world.emails,
      logs: async () => world.lines,
      errors: none,
      orders: async () => new Map(),
      shipments: none,
      deliveries: async () => new Map(),
      emailsByOrder: async () => new Map(),
      queue: async (url: string) => (url.endsWith(world.queued) ? [{}] : []),
    },
    observerQueueUrl: "",
    alertsQueueUrl: "",
  } as unknown as CheckContext;
}
