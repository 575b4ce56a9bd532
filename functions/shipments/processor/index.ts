// shipments-processor: stores carriers' shipment events, and notifies the shop when an event fails.
import { createDocumentClient, createSnsClient, createSqsClient, createTableClient } from "../../shared/clients";
import { createItemWriter } from "../../shared/item-writer";
import { createDeadLetterQueue, createQueueControl } from "../../shared/queue-control";
import { backoffOf } from "../../shared/queue-environment";
import { createRuntime, logFailure } from "../../shared/runtime";
import { createNotifyFailure } from "../domain/notify-failure";
import { createRecordEvent } from "../domain/record-event";
import { createFailureNoticeStore } from "../store/failure-notices";
import { createShipmentStore } from "../store/shipments";
import { readProcessorEnvironment } from "./environment";
import { createHandler } from "./handler";
import { createPublish } from "./notifications";

const env = readProcessorEnvironment();
const client = createDocumentClient();
const writer = createItemWriter(createTableClient());
const sqs = createSqsClient();
const runtime = createRuntime(env, { documents: client });
const { metrics } = runtime;
const { SHIPMENTS_TABLE_NAME: tableName, NOTIFICATIONS_TOPIC_ARN: topicArn } = env;

export const handler = createHandler({
  runtime,
  backoff: backoffOf(env),
  queue: createQueueControl(sqs, env.QUEUE_URL),
  deadLetterQueue: createDeadLetterQueue(sqs, env.DEAD_LETTER_QUEUE_URL),
  recordEvent: createRecordEvent({
    store: createShipmentStore({
      ...{ client, writer, tableName },
      ...(env.INDEX_SHARDS !== undefined && { indexShards: env.INDEX_SHARDS }),
    }),
    metrics,
  }),
  notifyFailure: createNotifyFailure({
    failureNotices: createFailureNoticeStore({
      client,
      writer,
      tableName,
      leaseSeconds: env.LEASE_SECONDS,
      retentionDays: env.NOTICE_RETENTION_DAYS,
    }),
    publish: topicArn === undefined ? undefined : createPublish(createSnsClient(), topicArn),
    metrics,
    now: () => runtime.clock.now(),
    onProblem: (message, correlationId, error) => logFailure(runtime, { message, correlationId, error }),
  }),
});
