// The deliveries table: every transition is one conditional write, so that any number of workers may try at once.
// Grants: dynamodb:UpdateItem and dynamodb:GetItem on the table.
import {
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type UpdateCommandOutput,
} from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { FieldTypes } from "../../contracts/fields/exhaustive";
import { expiryAfter } from "../../shared/clock";
import { conditional } from "../../shared/conditional-write";
import { believedEnd, leaseEnded, leaseEndedValues } from "../../shared/lease";
import { type Delivery, deliveryStatuses, evidence } from "../domain/delivery";
import type { ClaimRequest, ClaimResult, DeliveryStore, EventRecord, RecordedEvent, SentResult } from "../domain/ports";
import { advance, type Change, note, recorded } from "./delivery-events";

/** What the store needs. */
export interface DeliveryTableOptions {
  readonly client: Pick<DynamoDBDocumentClient, "send">;
  readonly tableName: string;
  /** Milliseconds that a claim, and then a call to SES, may take before other attempts check it again. */
  readonly leaseMilliseconds: number;
  /** Days for which an item is stored after its last change of status. Within this time no second email is sent. */
  readonly retentionDays: number;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
}

const storedDelivery = z.object({
  orderId: z.string(),
  status: z.enum(deliveryStatuses),
  evidence: z.number(),
  attempts: z.number(),
  leaseOwner: z.string().optional(),
  leaseUntil: z.number(),
  sesMessageId: z.string().optional(),
  reason: z.string().optional(),
  messageId: z.string().optional(),
} satisfies FieldTypes<Delivery>);

/** Nothing was sent, and there is no claim: there is no item, or a claim expired before SENDING. */
const free = `attribute_not_exists(orderId) OR (#status = :pending AND ${leaseEnded})`;

/** SES's answer was a refusal, and this is the message that got it, or a redriven one. */
const refused = (redriven: boolean) =>
  `#status = :failed AND evidence = :nothing${redriven ? "" : " AND messageId = :messageId"}`;

/** An operator permits one more email after this number of attempts. */
const permitted = "#status = :uncertain AND evidence = :nothing AND attempts = :permit";

/** The delivery is the owner's, and SES has shown no sign of an email. */
const held = "leaseOwner = :owner AND evidence = :nothing AND #status IN (:pending, :sending, :uncertain)";

/** How often an event is tried against an item that changes meanwhile. Evidence only grows, so it settles after very few. */
const maxTries = 8;

/** Opens the deliveries table. */
export function createDeliveryStore(options: DeliveryTableOptions): DeliveryStore {
  const { client, tableName, now } = options;

  /** Returns the item as it was, or undefined when the condition did not hold. */
  async function change(
    orderId: string,
    { condition, update, values }: Change,
  ): Promise<UpdateCommandOutput | undefined> {
    const written = await conditional(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { orderId },
          ConditionExpression: condition,
          UpdateExpression: update,
          // `status` is a reserved word; DynamoDB rejects a name placeholder that no expression uses.
          ...(`${condition} ${update}`.includes("#status")
            ? { ExpressionAttributeNames: { "#status": "status" } }
            : {}),
          ExpressionAttributeValues: values,
          ReturnValues: "ALL_OLD",
        }),
      ),
    );
    return written.held ? written.answer : undefined;
  }

  async function read(orderId: string): Promise<Record<string, unknown> | undefined> {
    const answer = await client.send(new GetCommand({ TableName: tableName, Key: { orderId }, ConsistentRead: true }));
    return answer.Item;
  }

  const stamp = (): { ":at": string; ":expires": number } => ({
    ":at": new Date(now()).toISOString(),
    ":expires": expiryAfter(new Date(now()), options.retentionDays),
  });

  /** Claims a free delivery, or marks it as suppressed. */
  async function take(request: ClaimRequest, into: "claim" | "suppress"): Promise<ClaimResult> {
    const lease =
      into === "claim"
        ? { set: "leaseOwner = :owner, leaseUntil = :until", remove: "reason", values: { ":owner": request.owner } }
        : {
            set: "leaseUntil = :until, reason = :reason",
            remove: "leaseOwner",
            // The reason is in the suppressions table.
            values: { ":reason": "ADDRESS_SUPPRESSED" },
          };
    const permit = request.resendPermit;
    const taken = await change(request.orderId, {
      condition: `${free} OR (${refused(request.redriven)})${permit === undefined ? "" : ` OR (${permitted})`}`,
      update:
        "SET #status = :status, address = :address, correlationId = :correlationId, evidence = :nothing, " +
        "attempts = if_not_exists(attempts, :nothing) + :one, createdAt = if_not_exists(createdAt, :at), updatedAt = :at, " +
        `expiresAt = :expires, messageId = :messageId, ${lease.set} REMOVE ${lease.remove}`,
      values: {
        ...stamp(),
        ...lease.values,
        ...(permit === undefined ? {} : { ":uncertain": "UNCERTAIN", ":permit": permit }),
        ":status": into === "claim" ? "PENDING" : "SUPPRESSED",
        ":pending": "PENDING",
        ":failed": "FAILED",
        ":address": request.address,
        ":correlationId": request.correlationId,
        ":messageId": request.messageId,
        ":nothing": evidence.nothing,
        ":one": 1,
        ...leaseEndedValues(options),
        ":until": into === "claim" ? now() + options.leaseMilliseconds : 0,
      },
    });
    if (taken !== undefined) return { taken: true, attempts: Number(taken.Attributes?.attempts ?? 0) + 1 };
    const item = await read(request.orderId);
    // Removed between the write and the read: return an ended claim, which the next attempt may take.
    if (item === undefined) return { taken: false, found: ended(request.orderId) };
    return { taken: false, found: delivery(item) };
  }

  function delivery(item: Record<string, unknown>): Delivery {
    const found = storedDelivery.parse(item);
    return { ...found, leaseUntil: believedEnd(found.leaseUntil, options) };
  }

  /** A change that only the holder of the delivery may make. */
  async function settle(orderId: string, owner: string, status: string, reason: string): Promise<boolean> {
    const { ":at": at } = stamp();
    const settled = await change(orderId, {
      condition: held,
      update: "SET #status = :status, reason = :reason, leaseUntil = :nothing, updatedAt = :at REMOVE leaseOwner",
      values: {
        ":status": status,
        ":reason": reason,
        ":owner": owner,
        ":at": at,
        ":nothing": evidence.nothing,
        ":pending": "PENDING",
        ":sending": "SENDING",
        ":uncertain": "UNCERTAIN",
      },
    });
    return settled !== undefined;
  }

  async function startSending(orderId: string, owner: string): Promise<boolean> {
    const { ":at": at } = stamp();
    const started = await change(orderId, {
      // SENDING too: the SDK may repeat the same attempt's write after a lost answer. Each attempt has its own token and makes one call.
      condition: "leaseOwner = :owner AND evidence = :nothing AND #status IN (:pending, :sending)",
      update: "SET #status = :sending, leaseUntil = :until, updatedAt = :at",
      values: {
        ":owner": owner,
        ":nothing": evidence.nothing,
        ":pending": "PENDING",
        ":sending": "SENDING",
        ":until": now() + options.leaseMilliseconds,
        ":at": at,
      },
    });
    return started !== undefined;
  }

  async function markSent(orderId: string, messageId: string): Promise<SentResult> {
    const marked = await change(orderId, {
      condition: "attribute_exists(orderId) AND evidence = :nothing",
      update:
        "SET #status = :sent, evidence = :accepted, sesMessageId = :messageId, sentAt = :at, updatedAt = :at, expiresAt = :expires " +
        "REMOVE reason",
      values: {
        ...stamp(),
        ":sent": "SENT",
        ":nothing": evidence.nothing,
        ":accepted": evidence.accepted,
        ":messageId": messageId,
      },
    });
    if (marked !== undefined) return "marked";
    return (await read(orderId)) === undefined ? "lost" : "known";
  }

  async function markUncertain(orderId: string, owner: string, by: "owner" | "other"): Promise<boolean> {
    const { ":at": at } = stamp();
    const marked = await change(orderId, {
      // The owner stays: if it is still running and gets SES's answer, it may still record it.
      condition: `#status = :sending AND leaseOwner = :owner${by === "owner" ? "" : ` AND ${leaseEnded}`}`,
      update: "SET #status = :uncertain, reason = :uncertain, updatedAt = :at",
      values: {
        ":sending": "SENDING",
        ":uncertain": "UNCERTAIN",
        ":owner": owner,
        ":at": at,
        ...(by === "owner" ? {} : leaseEndedValues(options)),
      },
    });
    return marked !== undefined;
  }

  async function recordEvent(event: EventRecord): Promise<RecordedEvent> {
    for (let tries = 0; tries < maxTries; tries++) {
      const advanced = await change(event.orderId, advance(event, stamp()));
      if (advanced !== undefined) return recorded("advanced", advanced.Attributes);
      const noted = await change(event.orderId, note(event, stamp()));
      if (noted !== undefined) return recorded("noted", noted.Attributes);
      const item = await read(event.orderId);
      if (item === undefined) return { outcome: "missing", firstProof: false };
      if (item.seenEvents instanceof Set && item.seenEvents.has(event.key)) {
        return { ...recorded("duplicate", item), firstProof: false };
      }
    }
    throw new Error(`delivery ${event.orderId} did not hold still for event ${event.key}`);
  }

  return {
    find: async (orderId) => {
      const item = await read(orderId);
      return item === undefined ? undefined : delivery(item);
    },
    claim: (request) => take(request, "claim"),
    suppress: (request) => take(request, "suppress"),
    startSending,
    release: (orderId, owner, reason) => settle(orderId, owner, "PENDING", reason),
    markSent,
    markFailed: (orderId, owner, reason) => settle(orderId, owner, "FAILED", reason),
    markUncertain,
    recordEvent,
  };
}

function ended(orderId: string): Delivery {
  return { orderId, status: "PENDING", evidence: evidence.nothing, attempts: 0, leaseUntil: 0 };
}
