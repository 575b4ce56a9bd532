// Replays a dead letter of a stream's failure queue: its records are read from the stream and sent to the consumer again. Records that the
// stream has dropped are rebuilt from the table and the audit trail as far as possible.
import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { DeadLetter } from "../queues/dead-letter";
import { parseObject } from "../queues/parse";
import { subjectOf, unreadableDeadLetterOf } from "../queues/subject";
import { giveTo } from "./consumer";
import type { Orders } from "./orders";
import { damageOf, type Image, type ReconstructedChange, reconstruct } from "./reconstruct";
import { type Position, positionOf, recordsAt, TrimmedError } from "./stream-range";

export interface ReplayDependencies {
  readonly streams: Pick<DynamoDBStreamsClient, "send">;
  readonly lambda: Pick<LambdaClient, "send">;
  readonly orders: Orders;
  /** The consumer. */
  readonly functionName: string;
  /** `audit`: the consumer writes the audit trail, so a record that it failed to process is missing there. */
  readonly writes: "audit" | "events";
}

/** Outcome of a replay. */
export interface Replayed {
  /** Records that the consumer took. */
  readonly records: number;
  /** Why the dead letter stays all the same. @default it is done with */
  readonly lacking?: string;
}

/** Replays a dead letter. @throws an error of AWS or of the consumer: some records may not have been replayed, and it may be repeated */
export type Replay = (deadLetter: Pick<DeadLetter, "body" | "messageId">) => Promise<Replayed>;

/** Milliseconds around a position in which its changes were made: clocks differ, and a stream's times are in whole seconds. */
const slack = 120_000;

/** Creates `Replay`. It replays one dead letter at a time, so that consumers get an order's changes in the order of its dead letters. */
export function createReplay(deps: ReplayDependencies): Replay {
  let last: Promise<unknown> = Promise.resolve();
  return (deadLetter) => {
    const next = last.then(() => replay(deps, deadLetter));
    last = next.catch(() => undefined);
    return next;
  };
}

async function replay(deps: ReplayDependencies, deadLetter: Pick<DeadLetter, "body" | "messageId">): Promise<Replayed> {
  const position = positionOf(deadLetter);
  if (position !== undefined) return replayPosition(deps, position);
  const unreadable = unreadableDeadLetterOf(parseObject(deadLetter.body) ?? {});
  if (unreadable === undefined) return { records: 0, lacking: "it holds neither a position of a stream nor a record" };
  const { kind, id } = subjectOf(deadLetter);
  const image = kind === "record" ? await deps.orders.item(id) : undefined;
  if (image === undefined) {
    return {
      records: 0,
      lacking: `order ${id} is not in the table any more: what the record said is lost; discard it`,
    };
  }
  const damage = damageOf(image);
  if (damage !== undefined) return { records: 0, lacking: `it still cannot be read: ${damage}` };
  return republishOrder(deps, image, () => true);
}

async function replayPosition(deps: ReplayDependencies, position: Position): Promise<Replayed> {
  let records = 0;
  try {
    for await (const page of recordsAt(deps.streams, position)) {
      await giveTo(deps.lambda, deps.functionName, page);
      records += page.length;
    }
  } catch (error) {
    if (!(error instanceof TrimmedError)) throw error;
    return replayFromTable(deps, position);
  }
  return records > 0 ? { records } : { records, lacking: "the stream shows no record there" };
}

/** Every change in the position's time that table and trail know; those of removed orders are in neither. */
async function replayFromTable(deps: ReplayDependencies, position: Position): Promise<Replayed> {
  const [from, to] = spanOf(position);
  const within = ({ at }: { readonly at: string }) => at >= from && at <= to;
  let records = 0;
  const lacking: string[] = [];
  for await (const image of deps.orders.changedIn(from, to)) {
    const damage = damageOf(image);
    if (damage !== undefined) lacking.push(damage);
    else {
      const done = await republishOrder(deps, image, within);
      records += done.records;
      if (done.lacking !== undefined) lacking.push(done.lacking);
    }
  }
  if (records < position.batchSize)
    lacking.push(
      `${records} of ${position.batchSize} changes were found, the others are of orders that are gone or have changed since`,
    );
  return {
    records,
    ...(lacking.length > 0 && {
      lacking: `the stream has dropped the records; made again from the table: ${lacking.join("; ")}`,
    }),
  };
}

async function republishOrder(
  deps: ReplayDependencies,
  image: Image,
  within: (change: ReconstructedChange) => boolean,
): Promise<Replayed> {
  const orderId = image.orderId?.S ?? "";
  const trail = await deps.orders.trail(orderId);
  const { changes, gaps } = reconstruct(image, trail);
  const written = new Set(deps.writes === "audit" ? trail.map(({ version }) => version) : []);
  // For an order that has changed since, only the audit trail shows who placed it.
  const last = changes.at(-1)?.version;
  const unknown = deps.writes === "audit" && last !== 1 && !written.has(1) ? [1] : [];
  const due = changes.filter(
    (change) => within(change) && !written.has(change.version) && !unknown.includes(change.version),
  );
  const records = due.map(({ record }) => record);
  if (records.length > 0) await giveTo(deps.lambda, deps.functionName, records);
  const missing = [...unknown, ...gaps];
  return {
    records: records.length + changes.filter((change) => within(change) && written.has(change.version)).length,
    ...(missing.length > 0 && { lacking: `order ${orderId}: nobody knows version ${missing.join(", ")}` }),
  };
}

function spanOf(position: Position): readonly [string, string] {
  const first = Date.parse(position.approximateArrivalOfFirstRecord);
  const last = Date.parse(position.approximateArrivalOfLastRecord ?? position.approximateArrivalOfFirstRecord);
  return [new Date(first - slack).toISOString(), new Date(last + slack).toISOString()];
}
