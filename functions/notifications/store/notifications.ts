// The notifications table: every step is one conditional write, so that any number of attempts may try at once.
// Grants: dynamodb:UpdateItem and dynamodb:GetItem on the table.
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { FieldTypes } from "../../contracts/fields/exhaustive";
import { indexKeyOf } from "../../contracts/index-shards";
import type { ContentField, Notification } from "../../contracts/notification";
import { expiryAfter } from "../../shared/clock";
import { conditional } from "../../shared/conditional-write";
import { cutToBytes } from "../../shared/cut";
import { believedEnd, leaseEnded, leaseEndedValues } from "../../shared/lease";
import type { ClaimResult, NotificationStore } from "../domain/ports";
import { type DeliveryFailure, type Progress, type Stage, stages, statusOf } from "../domain/progress";
import type { PublishedMessage } from "../domain/published-message";
import { type Write, written } from "./update-expression";

/** What the store needs. */
export interface NotificationTableOptions {
  readonly client: Pick<DynamoDBDocumentClient, "send">;
  readonly tableName: string;
  /** How long an attempt holds a notification, in milliseconds: longer than the function can run. */
  readonly leaseMilliseconds: number;
  /** Days for which an item is stored. Within this time no notification is delivered twice. */
  readonly retentionDays: number;
  /** Keys of `StatusIndex` that the notifications of one status are spread over. @default 1 */
  readonly indexShards?: number;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
}

const storedProgress = z
  .object({
    notificationId: z.string(),
    stage: z.enum(stages),
    leaseOwner: z.string(),
    leaseUntil: z.number(),
    attempt: z.number(),
    reason: z.string().optional(),
    errorName: z.string().optional(),
    errorMessage: z.string().optional(),
    stack: z.string().optional(),
  } satisfies FieldTypes<Omit<Progress, "failure"> & Partial<DeliveryFailure>>)
  .transform(
    ({ reason, errorName = "Error", errorMessage = "", stack = "", ...item }): Progress => ({
      ...item,
      ...(reason !== undefined && { failure: { reason, errorName, errorMessage, stack } }),
    }),
  );

/** Most bytes stored of a body that could not be parsed. The copy in the failure queue or the email is complete. */
const keptBody = 32_768;

/** A change of one notification: from which stages, held by whom, and which attributes it sets. */
interface Step {
  /** Besides these the owner may always write `to` itself: the SDK may repeat the write after a lost answer. */
  readonly from: readonly Stage[];
  readonly to: Stage;
  /** Token of the attempt that must hold it. */
  readonly owner: string;
  /** The hold must have ended: a step by another attempt. */
  readonly ended?: boolean;
  readonly set?: Readonly<Record<string, unknown>>;
  /** How many attempts it must have had. @default any number */
  readonly attempt?: number;
  /** Counters that go up by one. */
  readonly count?: readonly string[];
}

/** Opens the notifications table. */
export function createNotificationStore(options: NotificationTableOptions): NotificationStore {
  const { client, tableName, now } = options;
  const statusKey = (stage: Stage, notificationId: string) =>
    indexKeyOf(statusOf(stage), notificationId, options.indexShards ?? 1);
  const leaseEnd = () => now() + options.leaseMilliseconds;

  /** False: the condition did not hold. */
  async function update(notificationId: string, condition: string, write: Write): Promise<boolean> {
    const { held } = await conditional(
      client.send(
        new UpdateCommand({ TableName: tableName, Key: { notificationId }, ConditionExpression: condition, ...write }),
      ),
    );
    return held;
  }

  function step(notificationId: string, change: Step) {
    const { from, to, owner, ended = false, set = {}, count = [], attempt } = change;
    const allowed = ended ? from : [...from, to];
    const names = Object.fromEntries(allowed.map((stage, index) => [`:from${index}`, stage]));
    const condition = [
      `stage IN (${Object.keys(names).join(", ")}) AND leaseOwner = :owner`,
      ...(ended ? [leaseEnded] : []),
      ...(attempt === undefined ? [] : ["attempt = :attempt"]),
    ].join(" AND ");
    const values = {
      stage: to,
      status: statusKey(to, notificationId),
      updatedAt: new Date(now()).toISOString(),
      ...set,
    };
    return update(
      notificationId,
      condition,
      written(values, count, {
        ...names,
        ":owner": owner,
        ...(ended && leaseEndedValues(options)),
        ...(attempt !== undefined && { ":attempt": attempt }),
      }),
    );
  }

  async function claim(message: PublishedMessage, content: Notification | undefined, owner: string) {
    const { notificationId } = message;
    const at = new Date(now()).toISOString();
    const stage: Stage = "CLAIMED";
    const taken = await conditional(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { notificationId },
          // Or the owner's own claim, which the SDK repeats after a lost answer.
          ConditionExpression: `attribute_not_exists(notificationId) OR (stage = :stage AND (${leaseEnded} OR leaseOwner = :owner))`,
          ...written(
            {
              ...contentOf(message, content),
              stage,
              status: statusKey(stage, notificationId),
              leaseOwner: owner,
              leaseUntil: leaseEnd(),
              updatedAt: at,
              expiresAt: expiryAfter(new Date(now()), options.retentionDays),
            },
            ["attempt"],
            { ":stage": stage, ":owner": owner, ...leaseEndedValues(options) },
            { timestamp: at },
          ),
          ReturnValues: "UPDATED_NEW",
        }),
      ),
    );
    if (taken.held) return { taken: true, attempt: Number(taken.answer.Attributes?.attempt ?? 1) } as const;
    return { taken: false, found: await read(notificationId) } as const satisfies ClaimResult;
  }

  async function read(notificationId: string): Promise<Progress> {
    const { Item: item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { notificationId }, ConsistentRead: true }),
    );
    // Removed between the write and the read, manually or by its time to live: the next attempt may claim it.
    if (item === undefined) return { notificationId, stage: "CLAIMED", leaseOwner: "", leaseUntil: 0, attempt: 0 };
    const found = storedProgress.parse(item);
    return { ...found, leaseUntil: believedEnd(found.leaseUntil, options) };
  }

  const held = (owner: string) => ({ leaseOwner: owner, leaseUntil: leaseEnd() });
  const free = { leaseUntil: 0 };

  return {
    claim,
    startCall: (id, owner) => step(id, { from: ["CLAIMED"], to: "CALLING", owner }),
    markDelivered: (id, owner, { channel, latencyMs }) =>
      step(id, {
        from: ["CLAIMED", "CALLING"],
        to: "DELIVERED",
        owner,
        set: { ...free, channel, latencyMs, deliveredAt: new Date(now()).toISOString() },
      }),
    markFailed: (id, owner, failure) =>
      step(id, { from: ["CLAIMED", "CALLING"], to: "FALLBACK_DUE", owner, set: failed(failure, now()) }),
    takeUncertain: (found, owner, failure) =>
      step(found.notificationId, {
        from: ["CALLING"],
        to: "FALLBACK_DUE",
        owner: found.leaseOwner,
        ended: true,
        set: { ...failed(failure, now()), ...held(owner) },
        count: ["attempt"],
      }),
    takeFallback: (found, owner) =>
      step(found.notificationId, {
        from: ["FALLBACK_DUE"],
        to: "FALLBACK_DUE",
        owner: found.leaseOwner,
        ended: true,
        set: held(owner),
        count: ["attempt"],
      }),
    takeFallbackAgain: (found, owner) =>
      step(found.notificationId, {
        from: ["FALLBACK_UNCERTAIN"],
        to: "FALLBACK_DUE",
        owner: found.leaseOwner,
        // The first owner may still be waiting for SES's answer, so its hold must have ended.
        ended: true,
        set: held(owner),
        attempt: found.attempt,
        count: ["attempt"],
      }),
    startFallback: (id, owner) =>
      step(id, { from: ["FALLBACK_DUE"], to: "FALLBACK_CALLING", owner, count: ["fallbackAttempts"] }),
    markFallbackSent: (id, owner, messageId) =>
      step(id, {
        from: ["FALLBACK_CALLING", "FALLBACK_UNCERTAIN"],
        to: "FALLBACK_SENT",
        owner,
        set: { ...free, fallbackMessageId: messageId, fallbackSentAt: new Date(now()).toISOString() },
      }),
    releaseFallback: (id, owner, reason) =>
      step(id, {
        from: ["FALLBACK_CALLING", "FALLBACK_UNCERTAIN"],
        to: "FALLBACK_DUE",
        owner,
        set: { ...free, fallbackReason: reason },
      }),
    markFallbackUncertain: (id, owner, by) =>
      step(id, {
        from: ["FALLBACK_CALLING"],
        to: "FALLBACK_UNCERTAIN",
        owner,
        ended: by === "other",
        set: { fallbackReason: "UNCERTAIN" },
      }),
  };
}

function contentOf({ body, correlationId, publishedAt }: PublishedMessage, content: Notification | undefined) {
  return {
    correlationId,
    publishedAt: new Date(publishedAt).toISOString(),
    ...(content === undefined ? { body: cutToBytes(body, keptBody) } : contentFieldsOf(content)),
  };
}

function contentFieldsOf({ subject, message, severity, source, details }: Notification) {
  return {
    ...{ subject, message, severity, source },
    details: details === undefined ? undefined : JSON.stringify(details),
  } satisfies Record<ContentField, unknown>;
}

function failed(failure: DeliveryFailure, now: number): Readonly<Record<string, unknown>> {
  return { ...failure, failedAt: new Date(now).toISOString() };
}
