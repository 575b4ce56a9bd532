// notifications-processor: delivers each notification to the webhook or by the topic's emails, else by a fallback email.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createDocumentClient, createKmsClient, createSesClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { createSecret } from "../../shared/secret";
import { createFallbackMailer } from "../channels/fallback-email";
import { createWebhook } from "../channels/webhook";
import { send } from "../channels/webhook-request";
import { createDeliver } from "../domain/deliver";
import { createNotificationStore } from "../store/notifications";
import { readProcessorEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readProcessorEnvironment();
const client = createDocumentClient();
const runtime = createRuntime(env, { documents: client });
const now = () => runtime.clock.now().getTime();

export const handler = createHandler({
  runtime,
  deliver: createDeliver({
    notifications: createNotificationStore({
      client,
      tableName: env.NOTIFICATIONS_TABLE_NAME,
      leaseMilliseconds: env.LEASE_SECONDS * 1000,
      retentionDays: env.NOTIFICATION_RETENTION_DAYS,
      ...(env.INDEX_SHARDS !== undefined && { indexShards: env.INDEX_SHARDS }),
      now,
    }),
    webhook:
      env.WEBHOOK_CIPHERTEXT === undefined
        ? undefined
        : createWebhook({
            address: createSecret(createKmsClient(), env.WEBHOOK_CIPHERTEXT, env.WEBHOOK_CIPHERTEXT_NAME ?? ""),
            timeoutMs: env.WEBHOOK_TIMEOUT_SECONDS * 1000,
            environment: env.ENVIRONMENT,
            kind: env.WEBHOOK_KIND,
            send: (request) => send(request),
            now: () => performance.now(),
            sleep: async (milliseconds) => {
              await sleep(milliseconds);
            },
            random: Math.random,
          }),
    fallback: createFallbackMailer({
      client: createSesClient(),
      senderAddress: env.SENDER_ADDRESS,
      fallbackAddress: env.FALLBACK_ADDRESS,
      configurationSetName: env.CONFIGURATION_SET_NAME,
      environment: env.ENVIRONMENT,
    }),
    metrics: runtime.metrics,
    now,
    newOwner: randomUUID,
  }),
});
