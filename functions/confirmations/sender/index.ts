// confirmations-sender: sends the confirmation email that the orders pipeline requests for each order.
import { randomUUID } from "node:crypto";
import { backoffSeconds } from "../../shared/backoff";
import { createDocumentClient, createSesClient, createSqsClient } from "../../shared/clients";
import { createDeadLetterQueue, createQueueControl } from "../../shared/queue-control";
import { backoffOf } from "../../shared/queue-environment";
import { createRuntime } from "../../shared/runtime";
import { createConfirmOrder } from "../domain/confirm-order";
import { createMailer } from "../email/mailer";
import { createDeliveryStore } from "../store/deliveries";
import { createSuppressionStore } from "../store/suppressions";
import { readSenderEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readSenderEnvironment();
const client = createDocumentClient();
const sqs = createSqsClient();
const runtime = createRuntime(env, { documents: client });
const now = () => runtime.clock.now().getTime();
const backoff = backoffOf(env);

export const handler = createHandler({
  runtime,
  backoff,
  queue: createQueueControl(sqs, env.QUEUE_URL),
  deadLetterQueue: createDeadLetterQueue(sqs, env.DEAD_LETTER_QUEUE_URL),
  confirmOrder: createConfirmOrder({
    deliveries: createDeliveryStore({
      client,
      tableName: env.DELIVERIES_TABLE_NAME,
      leaseMilliseconds: env.LEASE_SECONDS * 1000,
      retentionDays: env.DELIVERY_RETENTION_DAYS,
      now,
    }),
    suppressions: createSuppressionStore({ client, tableName: env.SUPPRESSIONS_TABLE_NAME, now }),
    mailer: createMailer({
      client: createSesClient(),
      senderAddress: env.SENDER_ADDRESS,
      shopName: env.SHOP_NAME,
      configurationSetName: env.CONFIGURATION_SET_NAME,
      environment: env.ENVIRONMENT,
    }),
    metrics: runtime.metrics,
    shop: { name: env.SHOP_NAME, timeZone: env.SHOP_TIME_ZONE },
    now,
    newOwner: randomUUID,
    // The longest wait of each step: see `evidenceDelaySeconds`.
    evidenceDelaySeconds: (receiveCount) => backoffSeconds(backoff, receiveCount, 1 - Number.EPSILON),
  }),
});
