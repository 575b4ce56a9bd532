import type * as pulumi from "@pulumi/pulumi";
import type { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { onTable, sendEmail, sendToQueue } from "../blocks/grants";
import { type EncryptedSecret, encryptedSecret } from "../blocks/secret";
import type { Table } from "../blocks/table";
import { usualDurationMs } from "../config/rules";
import { notificationLeaseSeconds } from "../config/times";
import type { FallbackEmails } from "./email";

interface Dependencies {
  readonly table: Table;
  /** SES identity that fallback emails are sent from. */
  readonly identityArn: pulumi.Input<string>;
  /** Configuration set that fallback emails are sent with. */
  readonly emails: FallbackEmails;
  readonly deadLetterQueue: DeadLetterQueue;
}

/** Delivers notifications to the webhook, or by email when it fails. */
export function processorFunction(
  args: FunctionSharedArgs,
  { table, identityArn, emails, deadLetterQueue }: Dependencies,
  parent: pulumi.Resource,
): LambdaFunction {
  const { config } = args.stack;
  const fallbackAddress = config.fallbackEmail ?? config.notificationEmail;
  const { notificationErrors, notificationThrottles } = config.alarmThresholds;
  const webhook =
    config.webhookUrl === undefined
      ? undefined
      : encryptedSecret("notifications-webhook", args, config.webhookUrl, parent);
  return new LambdaFunction(
    "notifications-processor",
    {
      ...args,
      entry: "notifications/processor",
      description: "Brings each notification to people, once",
      // The webhook is somebody else's.
      callsInternet: true,
      environment: {
        NOTIFICATIONS_TABLE_NAME: table.name,
        NOTIFICATION_RETENTION_DAYS: String(config.notificationRetentionDays),
        LEASE_SECONDS: String(notificationLeaseSeconds(config)),
        SENDER_ADDRESS: config.senderAddress,
        FALLBACK_ADDRESS: fallbackAddress,
        CONFIGURATION_SET_NAME: emails.configurationSetName,
        WEBHOOK_TIMEOUT_SECONDS: String(config.webhookTimeoutSeconds),
        ...(config.webhookKind !== undefined && { WEBHOOK_KIND: config.webhookKind }),
        ...webhookVariables(webhook),
      },
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:UpdateItem"], table.arn),
        sendEmail(args.stack, identityArn, emails.configurationSetArn, fallbackAddress),
        ...(webhook === undefined ? [] : [webhook.grant]),
        // Lambda sends to it with the function's role.
        sendToQueue(deadLetterQueue.arn),
      ],
      thresholds: {
        errorsAbove: notificationErrors,
        throttles: { threshold: notificationThrottles, comparison: ">" },
        averageDurationMs: usualDurationMs(config, "notifications/processor"),
      },
    },
    { parent },
  );
}

function webhookVariables(webhook: EncryptedSecret | undefined): Readonly<Record<string, pulumi.Input<string>>> {
  if (webhook === undefined) return {};
  return { WEBHOOK_CIPHERTEXT: webhook.ciphertext, WEBHOOK_CIPHERTEXT_NAME: webhook.name };
}
