import type { Condition, GivenUp } from "./failure-record";
import type { StreamRecord } from "./record";
import { type CallOutcome, firstFailed } from "./response";
import { type DeliverySettings, longestAgeMs } from "./settings";

/** Dependencies of a delivery. */
export interface DeliveryTools {
  call(records: readonly StreamRecord[]): Promise<CallOutcome>;
  /** Sends the position of given-up records; resolves when it is stored. */
  giveUp(given: GivenUp): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
  /** Rejects when the mapping is stopped. */
  pause(ms: number): Promise<void>;
}

/** Records that go into one call. */
interface Part {
  readonly records: readonly StreamRecord[];
  /** Calls that had them in it and failed, for which a retry counts. */
  readonly failures: number;
  /** All calls that had them in it. */
  readonly calls: number;
  readonly response?: GivenUp["response"];
}

/**
 * Pauses before retries. AWS documents no length; short here, to keep the run short, and so short that `IteratorAge` has a point in every second,
 * which may stand for a minute.
 */
const firstPauseMs = 200;
const longestPauseMs = 500;

/**
 * Delivers one batch until each of its records is processed or given up; then the checkpoint is after it. In order: nothing behind a record
 * is tried before that.
 *
 * - An answer that names failed records: records before the lowest are processed, the rest is retried.
 * - A failed call: a retry; with `bisect` the batch is halved instead, which costs none.
 * - A call that did not come about (throttled): tried again until the records are too old.
 * - After the last retry everything that is left of the batch is given up, and records that are too old are.
 *
 * Source: Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda", "Retain discarded records for a DynamoDB
 * event source in Lambda" ("Splitting a batch does not consume the retry quota"). Not written there, and so taken as unkindly as it can
 * be meant: retries go on being counted while a batch shrinks.
 */
export async function deliver(
  batch: readonly StreamRecord[],
  settings: DeliverySettings,
  tools: DeliveryTools,
): Promise<void> {
  const parts: Part[] = [{ records: batch, failures: 0, calls: 0 }];
  let waits = 0;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const rest = await withoutTooOld(part, settings, tools);
    if (rest.records.length === 0) continue;
    const outcome = await tools.call(rest.records);
    if (outcome.kind === "answer") {
      const numbers = rest.records.map(({ sequenceNumber }) => sequenceNumber);
      const from = settings.partialFailures ? firstFailed(outcome.payload, numbers) : undefined;
      if (from === undefined) {
        waits = 0;
        continue;
      }
      parts.unshift(
        ...(await again(
          { ...failed(rest, { version: outcome.version }), records: rest.records.slice(from) },
          settings,
          tools,
        )),
      );
    } else if (outcome.kind === "not-called") {
      parts.unshift(rest);
    } else {
      const { version, functionError } = outcome;
      const next = failed(rest, { version, functionError });
      const middle = Math.ceil(rest.records.length / 2);
      parts.unshift(
        ...(settings.bisect && rest.records.length > 1
          ? [rest.records.slice(0, middle), rest.records.slice(middle)].map((records) => ({
              ...next,
              records,
              failures: rest.failures,
            }))
          : await again(next, settings, tools)),
      );
    }
    if (parts.length > 0) {
      await tools.pause(Math.min(longestPauseMs, firstPauseMs * 2 ** waits));
      waits += 1;
    }
  }
}

function failed(part: Part, response: NonNullable<GivenUp["response"]>): Part {
  return { ...part, failures: part.failures + 1, calls: part.calls + 1, response };
}

/** The part of a failed batch to retry; nothing after the last retry. */
async function again(part: Part, { retries }: DeliverySettings, tools: DeliveryTools): Promise<readonly Part[]> {
  if (retries < 0 || part.failures <= retries) return [part];
  await giveUp(part, part.records, "RetryAttemptsExhausted", tools);
  return [];
}

/** Records are ordered by age: those that are too old come first. */
async function withoutTooOld(part: Part, settings: DeliverySettings, tools: DeliveryTools): Promise<Part> {
  const oldest = tools.now() - longestAgeMs(settings);
  const young = part.records.findIndex(({ createdAt }) => createdAt >= oldest);
  const count = young === -1 ? part.records.length : young;
  await giveUp(part, part.records.slice(0, count), "RecordAgeExceeded", tools);
  return { ...part, records: part.records.slice(count) };
}

async function giveUp(
  { calls, response }: Part,
  [first, ...others]: readonly StreamRecord[],
  condition: Condition,
  tools: DeliveryTools,
): Promise<void> {
  if (first === undefined) return;
  await tools.giveUp({ records: [first, ...others], condition, calls, ...(response !== undefined && { response }) });
}
