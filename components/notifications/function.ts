import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { type FunctionFoundation, LambdaFunction } from "../blocks/function";
import { onTable, sendToQueue } from "../blocks/grants";
import { type EncryptedSecret, encryptedSecret } from "../blocks/secret";
import type { Table } from "../blocks/table";
import { notificationLeaseSeconds } from "../config/rules";
import { nameIn, type StackContext } from "../stack";

interface Surroundings {
  readonly table: Table;
  /** What fallback e-mails come from. */
  readonly identityArn: pulumi.Input<string>;
  readonly failures: DeadLetterQueue;
}

/** Brings notifications to people. */
export function processorFunction(
  args: FunctionFoundation,
  { table, identityArn, failures }: Surroundings,
  parent: pulumi.Resource,
): LambdaFunction {
  const { config } = args.stack;
  const { notificationErrors, notificationThrottles } = config.alarmThresholds;
  const mails = fallbackMails(args.stack, parent);
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
      environment: {
        NOTIFICATIONS_TABLE_NAME: table.name,
        NOTIFICATION_RETENTION_DAYS: String(config.notificationRetentionDays),
        LEASE_SECONDS: String(notificationLeaseSeconds(config)),
        SENDER_ADDRESS: config.senderAddress,
        FALLBACK_ADDRESS: config.fallbackEmail ?? config.notificationEmail,
        CONFIGURATION_SET_NAME: mails.configurationSetName,
        WEBHOOK_TIMEOUT_SECONDS: String(config.webhookTimeoutSeconds),
        ...webhookVariables(webhook),
      },
      grants: [
        onTable(["dynamodb:GetItem", "dynamodb:UpdateItem"], table.arn),
        {
          actions: ["ses:SendEmail"],
          resources: [identityArn, mails.arn],
          conditions: { StringEquals: { "ses:FromAddress": config.senderAddress } },
        },
        ...(webhook === undefined ? [] : [webhook.grant]),
        // Lambda sends there in the role's name.
        sendToQueue(failures.arn),
      ],
      thresholds: {
        errorsAbove: notificationErrors,
        throttlesAbove: notificationThrottles,
        // A chat room takes half a second on a good day, and a slow one is waited for as long as the settings say.
        averageDurationMs: 500 + 1000 * config.webhookTimeoutSeconds,
      },
    },
    { parent },
  );
}

function webhookVariables(webhook: EncryptedSecret | undefined): Readonly<Record<string, pulumi.Input<string>>> {
  if (webhook === undefined) return {};
  return { WEBHOOK_CIPHERTEXT: webhook.ciphertext, WEBHOOK_CIPHERTEXT_NAME: webhook.name };
}

/**
 * What fallback e-mails are sent with. A set of their own, without event destinations: events about mails of no order would end in the
 * dead letters of the confirmations' feedback.
 */
function fallbackMails(stack: StackContext, parent: pulumi.Resource): aws.sesv2.ConfigurationSet {
  return new aws.sesv2.ConfigurationSet(
    "notifications-mail",
    {
      configurationSetName: nameIn(stack, "configurationSet", "notifications-mail"),
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
      tags: stack.tags,
    },
    { parent },
  );
}
