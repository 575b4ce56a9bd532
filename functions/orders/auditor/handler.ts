import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { failuresOf } from "../../shared/bounded";
import type { FunctionHandler, Runtime } from "../../shared/runtime";
import { createStreamConsumer } from "../../shared/stream-consumer";
import { type AuditEntry, auditEntryOf } from "../domain/audit";
import type { AuditStore } from "../store/audit-store";
import { orderImages } from "../store/order-stream";

export interface AuditorDependencies {
  readonly runtime: Runtime;
  readonly audit: AuditStore;
}

/** Entries that are written at the same time. */
const writeConcurrency = 10;

/** Writes down who did what to which order, from the orders table's own stream: nothing that changes the table can go round it. */
export function createHandler(deps: AuditorDependencies): FunctionHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> {
  const { metrics, clock } = deps.runtime;
  return createStreamConsumer<AuditEntry>({
    runtime: deps.runtime,
    read: (record) => {
      const { before, after } = orderImages(record);
      const entry = auditEntryOf(before, after, clock.now());
      return entry === undefined ? undefined : { key: entry.orderId, correlationId: entry.correlationId, value: entry };
    },
    deliver: (changes) =>
      failuresOf(changes, writeConcurrency, async ({ value }) => {
        if ((await deps.audit.record(value)) === "recorded") metrics.count("auditEntriesWritten");
      }),
  });
}
