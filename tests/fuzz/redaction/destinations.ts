// Everything that is written about a failed event, by the code that writes it.
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { APIGatewayProxyEvent, DynamoDBRecord, SQSRecord } from "aws-lambda";
import { createApiFunction } from "../../../functions/orders/api/api-function";
import { createErrorLog } from "../../../functions/shared/error-log";
import { createMetrics } from "../../../functions/shared/metrics";
import { createDeadLetterQueue } from "../../../functions/shared/queue-control";
import { decideFailure } from "../../../functions/shared/queue-failure";
import { readMessage } from "../../../functions/shared/queue-message";
import { redactorFor } from "../../../functions/shared/redaction";
import type { Kept } from "../../../functions/shared/redaction/kept";
import { noteFailure, type Runtime } from "../../../functions/shared/runtime";
import { createSetAside } from "../../../functions/shared/set-aside";
import { createNotifyFailure } from "../../../functions/shipments/domain/notify-failure";
import { type LogLine, lambdaContext, recordingLog } from "../../functions/shared/doubles";

/** Names of the places that something is written to. */
export type Outlet = "entry" | "fallback line" | "log" | "metrics" | "answer" | "dead letter" | "alert";

export type Written = Partial<Record<Outlet, string>>;

const backoff = { baseSeconds: 1, maxSeconds: 8, maxProcessingAttempts: 3 };
const now = () => new Date("2026-03-01T09:30:00.000Z");

/** Fails with the error while it works on the event. */
export async function failWith(error: unknown, event: unknown, kept: Kept): Promise<Written> {
  const lines: LogLine[] = [];
  const entries: unknown[] = [];
  const fallbackLines: string[] = [];
  const sent: unknown[] = [];
  const alerts: unknown[] = [];
  const flushed: string[] = [];
  const recorder = createMetrics({ ENVIRONMENT: "test", SERVICE: "fuzz" });
  const metrics = { ...recorder, flush: () => void flushed.push(captured(() => recorder.flush())) };
  const errorLogs = [false, true].map((down) =>
    createErrorLog({
      documents: documentsThat(entries, down),
      tableName: "errors",
      retentionDays: 30,
      environment: "test",
      service: "fuzz",
      clock: { now },
      write: (line) => void fallbackLines.push(line),
    }),
  );
  const runtime: Runtime = {
    logger: recordingLog(lines),
    metrics,
    clock: { now },
    errorLog: { record: async (failure) => void (await Promise.all(errorLogs.map((log) => log.record(failure)))) },
  };
  const context = lambdaContext("fuzz");
  const failure = { message: "it failed", error, event, kept, correlationId: "correlation-1", began: now().getTime() };
  await noteFailure(runtime, context, failure);

  const record = firstRecord(event);
  const keptRecord = recordOf(kept);
  const client: Pick<SQSClient, "send"> = {
    send: async (command: { readonly input: object }) => {
      const { MessageBody: _, ...attributes } = { MessageBody: "", ...command.input };
      sent.push(attributes);
    },
  };
  if (isQueueRecord(record) && keptRecord !== undefined) {
    const { context: message } = readMessage(record, now());
    const path = {
      runtime,
      queue: { changeVisibility: async () => {} },
      deadLetterQueue: createDeadLetterQueue(client, "https://queue"),
      backoff,
      context,
      keptRecord,
      onFailure: createNotifyFailure({
        failureNotices: { claim: async () => ({ taken: true }), settle: async () => {} },
        publish: async (notification) => void alerts.push(notification),
        metrics,
        now,
        onProblem: () => {},
      }),
    };
    const last = { ...message, receiveCount: backoff.maxProcessingAttempts };
    await decideFailure(path, record, { error, body: message.body, context: last });
  }
  if (isStreamRecord(record) && keptRecord !== undefined) {
    const redactor = redactorFor(record, keptRecord);
    const unreadable = { error, correlationId: "correlation-1", functionName: "fuzz", redactor };
    // The keys alone are kept there, to find the record by.
    await createSetAside(client, "https://queue")({ ...unreadable, record: { eventName: "INSERT" }, redactor });
  }
  metrics.flush();
  let answer: string | undefined;
  if (isRequest(event)) {
    const operation = async () => {
      throw error;
    };
    const options = { runtime, staffScope: "staff", allowedOrigins: ["*"], name: "fuzz", operation };
    const { body, headers } = await createApiFunction(options)(event, context);
    // The caller's own words to the caller: the path that was asked for.
    answer = JSON.stringify([headers, { ...JSON.parse(body), instance: undefined }]);
  }
  return {
    entry: withoutDigests(JSON.stringify(entries)),
    "fallback line": withoutDigests(fallbackLines.join("")),
    log: JSON.stringify(lines),
    metrics: flushed.join(""),
    "dead letter": JSON.stringify(sent),
    alert: withoutDigests(JSON.stringify(alerts)),
    ...(answer !== undefined && { answer }),
  };
}

/** Ids and digests hold five digits of somebody's by chance. */
function withoutDigests(text: string): string {
  return text.replace(/-[0-9a-f]{16}"|"[0-9a-f]{64}"/g, '"digest"');
}

function documentsThat(entries: unknown[], down: boolean): Pick<DynamoDBDocumentClient, "send"> {
  return {
    send: async (command: { readonly input: object }) => {
      if (down) throw new Error("the table is down");
      entries.push(command.input);
    },
  };
}

/** What is written to standard output meanwhile. */
function captured(action: () => void): string {
  const parts: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (text: string | Uint8Array) => parts.push(String(text)) > 0;
  try {
    action();
  } finally {
    process.stdout.write = write;
  }
  return parts.join("");
}

function firstRecord(event: unknown): unknown {
  const records: unknown = Object(event).Records;
  return Array.isArray(records) ? records[0] : undefined;
}

function recordOf(kept: Kept): Kept | undefined {
  const records = kept.kind === "fields" ? kept.fields.Records : undefined;
  return records?.kind === "list" ? records.item : undefined;
}

function isQueueRecord(record: unknown): record is SQSRecord {
  return typeof Object(record).body === "string" && typeof Object(record).messageAttributes === "object";
}

function isStreamRecord(record: unknown): record is DynamoDBRecord {
  return typeof Object(record).dynamodb === "object";
}

function isRequest(event: unknown): event is APIGatewayProxyEvent {
  return typeof Object(event).httpMethod === "string" && typeof Object(event).requestContext === "object";
}
