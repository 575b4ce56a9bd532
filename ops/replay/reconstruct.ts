// Rebuilds the records of an order's stream from the current order and its audit trail. Pure.
//
// The table has the current state only; the audit trail has each earlier status with its version. Every change that is in either can be
// published again; a version that is in neither cannot, and is reported.
import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { DamagedOrderError, fromItem } from "../../functions/orders/store/order-item";
import { readImage } from "../../functions/shared/stream-image";

/** An item as DynamoDB writes it down. */
export type Image = Readonly<Record<string, AttributeValue>>;

/** The part of an audit entry that describes the order. */
export interface PastChange {
  readonly version: number;
  readonly action: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly at: string;
  readonly actor: string;
  readonly actorType: string;
  readonly correlationId: string;
}

/** An order's changes. */
export interface Reconstruction {
  /** In their order. */
  readonly changes: readonly ReconstructedChange[];
  /** Versions that are neither in the table nor in the audit trail. */
  readonly gaps: readonly number[];
}

export interface ReconstructedChange {
  readonly version: number;
  readonly status: string;
  /** ISO 8601. */
  readonly at: string;
  /** For the consumers of the table's stream. */
  readonly record: DynamoDBRecord;
}

/**
 * @param image the order's item
 * @param trail its audit entries, in any order
 * @throws {DamagedOrderError} the item holds no order; names the fields that are wrong
 */
export function reconstruct(image: Image, trail: readonly PastChange[]): Reconstruction {
  const order = fromItem(readImage(image));
  const past = new Map(trail.map((entry) => [entry.version, entry]));
  const changes: ReconstructedChange[] = [];
  const gaps: number[] = [];
  for (let version = 1; version <= order.version; version++) {
    const entry = past.get(version);
    const isLast = version === order.version;
    // The confirmation needs nothing that only the first version had: an order begins as PLACED, at its creation.
    const status = version === 1 ? "PLACED" : (entry?.to ?? (isLast ? order.status : undefined));
    if (status === undefined) {
      gaps.push(version);
      continue;
    }
    const at = version === 1 ? order.createdAt : (entry?.at ?? order.updatedAt);
    const NewImage = isLast ? image : pastImage(image, { version, status, at, entry });
    changes.push({
      ...{ version, status, at },
      record: recordOf(order.orderId, version, NewImage, at, version === 1 ? undefined : (entry?.from ?? null)),
    });
  }
  return { changes, gaps };
}

/** What is wrong with an item that is not a valid order; undefined for a valid one. */
export function damageOf(image: Image): string | undefined {
  try {
    fromItem(readImage(image));
    return undefined;
  } catch (error) {
    if (error instanceof DamagedOrderError) return error.message;
    throw error;
  }
}

function pastImage(
  image: Image,
  past: {
    readonly version: number;
    readonly status: string;
    readonly at: string;
    readonly entry: PastChange | undefined;
  },
): Image {
  const { version, status, at, entry } = past;
  const { lastReason: _reason, lastKeyHash: _key, ...rest } = image;
  return {
    ...rest,
    version: { N: String(version) },
    status: { S: status },
    updatedAt: { S: at },
    ...(entry !== undefined && {
      lastActor: { S: entry.actor },
      lastActorType: { S: entry.actorType },
      correlationId: { S: entry.correlationId },
    }),
  };
}

/** @param from status before; undefined: the order did not exist; null: not known */
function recordOf(
  orderId: string,
  version: number,
  NewImage: Image,
  at: string,
  from: string | null | undefined,
): DynamoDBRecord {
  const Keys = { orderId: { S: orderId } };
  return {
    eventID: `${orderId}-${version}`,
    eventName: from === undefined ? "INSERT" : "MODIFY",
    eventSource: "aws:dynamodb",
    dynamodb: {
      Keys,
      NewImage: { ...NewImage },
      ...(from !== undefined && { OldImage: { ...Keys, ...(from !== null && { status: { S: from } }) } }),
      // Of the stream's form, but of no stream: by it the consumer names the record that failed.
      SequenceNumber: String(version),
      StreamViewType: "NEW_AND_OLD_IMAGES",
      ApproximateCreationDateTime: Math.floor(Date.parse(at) / 1000),
    },
  };
}
