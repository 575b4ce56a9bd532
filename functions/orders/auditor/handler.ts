import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { failuresOf } from "../../shared/bounded";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import { createStreamConsumer, type StreamConsumerOptions } from "../../shared/stream-consumer";
import { type AuditEntry, auditEntryOf, removalEntryOf } from "../domain/audit";
import { changeOf } from "../domain/order-change";
import type { AuditStore } from "../domain/ports";
import { keptOrder } from "../kept";
import { readOrderRecord } from "../store/order-stream";

export interface AuditorDependencies {
  readonly runtime: Runtime;
  readonly audit: AuditStore;
  readonly setAside: StreamConsumerOptions<AuditEntry>["setAside"];
}

/** Entries that are written at the same time. */
const writeConcurrency = 10;

/** Records who changed an order, from the orders table's stream, so that no change of the table can bypass the audit. */
export function createHandler(deps: AuditorDependencies): FunctionHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> {
  const { metrics, clock } = deps.runtime;
  const entryOf = (record: DynamoDBRecord): AuditEntry | undefined => {
    const seen = readOrderRecord(record);
    if (seen === undefined) return undefined;
    const now = clock.now();
    if (seen.kind === "removed") return removalEntryOf(seen.order, seen.removedAt, now);
    const change = changeOf({ ...seen, writtenAt: seen.writtenAt ?? now });
    return change === undefined ? undefined : auditEntryOf(change);
  };
  return createStreamConsumer<AuditEntry>({
    runtime: deps.runtime,
    kept: keptOrder,
    setAside: deps.setAside,
    read: (record) => {
      const entry = entryOf(record);
      return entry === undefined ? undefined : { key: entry.orderId, correlationId: entry.correlationId, value: entry };
    },
    deliver: (changes) =>
      failuresOf(changes, writeConcurrency, async ({ value }) => {
        if ((await deps.audit.record(value)) === "recorded") metrics.count("auditEntriesWritten");
      }),
  });
}
