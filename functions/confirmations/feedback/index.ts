// confirmations-feedback: stores SES's events about sent emails, and suppresses addresses that must get no more.
import { createDocumentClient, createSqsClient } from "../../shared/clients";
import { createDeadLetterQueue, createQueueControl } from "../../shared/queue-control";
import { backoffOf } from "../../shared/queue-environment";
import { createRuntime } from "../../shared/runtime";
import { createRecordFeedback } from "../domain/record-feedback";
import { createDeliveryStore } from "../store/deliveries";
import { createSuppressionStore } from "../store/suppressions";
import { readFeedbackEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readFeedbackEnvironment();
const client = createDocumentClient();
const sqs = createSqsClient();
const runtime = createRuntime(env, { documents: client });
const now = () => runtime.clock.now().getTime();

export const handler = createHandler({
  runtime,
  backoff: backoffOf(env),
  queue: createQueueControl(sqs, env.QUEUE_URL),
  deadLetterQueue: createDeadLetterQueue(sqs, env.DEAD_LETTER_QUEUE_URL),
  recordFeedback: createRecordFeedback({
    deliveries: createDeliveryStore({
      client,
      tableName: env.DELIVERIES_TABLE_NAME,
      // Events need no leases.
      leaseMilliseconds: 0,
      retentionDays: env.DELIVERY_RETENTION_DAYS,
      now,
    }),
    suppressions: createSuppressionStore({ client, tableName: env.SUPPRESSIONS_TABLE_NAME, now }),
    metrics: runtime.metrics,
    configurationSetName: env.CONFIGURATION_SET_NAME,
  }),
});
