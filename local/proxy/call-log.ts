import type { CallCount } from "../../ops/calls/counts";
import type { Caller, CallRecord } from "./record";

/** What is known of the calls that have ended. */
export interface CallLog {
  /** The last calls, oldest first. @param after only those with a higher sequence number */
  recent(after?: number): readonly CallRecord[];
  /** Counters since the start, functions first; a copy. */
  counts(): readonly CallCount[];
  /** Calls since the start. */
  total(): number;
  /** Calls each record from now on, at once: a listener must be quick and must not throw. @returns how to stop it */
  subscribe(listener: (record: CallRecord) => void): () => void;
}

/** A log that is written to. */
export interface WritableCallLog extends CallLog {
  add(record: Omit<CallRecord, "sequence">): void;
}

type CountLine = { -readonly [Key in keyof CallCount]: CallCount[Key] };

/** @param capacity records that are kept; counters are never forgotten. Default: 20,000, about 8 MB */
export function createCallLog(capacity = 20_000): WritableCallLog {
  const ring: CallRecord[] = [];
  const counts = new Map<string, CountLine>();
  const listeners = new Set<(record: CallRecord) => void>();
  let sequence = 0;

  function count(record: CallRecord): void {
    const { service, action } = record;
    const byFunction = record.caller.kind === "function";
    const caller = nameOf(record.caller);
    // What an administrator calls is bounded by nothing: one line for each action keeps the counters few.
    const resource = record.caller.kind === "administrator" ? "" : (record.resource ?? "");
    const key = JSON.stringify([byFunction, caller, service, action, resource]);
    const zero = { calls: 0, entries: 0, retries: 0, faults: 0, milliseconds: 0, requestBytes: 0, responseBytes: 0 };
    const line: CountLine = counts.get(key) ?? { caller, byFunction, service, action, resource, outcomes: {}, ...zero };
    counts.set(key, line);
    line.calls += 1;
    line.entries += record.entries;
    line.outcomes[record.outcome] = (line.outcomes[record.outcome] ?? 0) + 1;
    if (record.attempt > 1) line.retries += 1;
    if (record.faultId !== undefined) line.faults += 1;
    line.milliseconds += record.milliseconds;
    line.requestBytes += record.requestBytes;
    line.responseBytes += record.responseBytes;
  }

  return {
    add(entry) {
      sequence += 1;
      const record = { sequence, ...entry };
      ring[(sequence - 1) % capacity] = record;
      count(record);
      for (const listener of listeners) listener(record);
    },
    recent(after = 0) {
      const split = sequence > capacity ? sequence % capacity : 0;
      const ordered = [...ring.slice(split), ...ring.slice(0, split)];
      return ordered.filter((record) => record.sequence > after);
    },
    counts: () =>
      [...counts.values()]
        .map((line) => ({ ...line, outcomes: { ...line.outcomes } }))
        .toSorted((a, b) => Number(b.byFunction) - Number(a.byFunction) || (orderOf(a) < orderOf(b) ? -1 : 1)),
    total: () => sequence,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function nameOf(caller: Caller): string {
  return caller.kind === "function" ? caller.name : caller.kind;
}

function orderOf({ caller, service, action, resource }: CallCount): string {
  return [caller, service, action, resource].join("\n");
}
