import * as pulumi from "@pulumi/pulumi";
import type { DeclaredDashboard } from "../blocks/dashboard";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { topicToFunction } from "../blocks/topic-to-function";
import { reputationGraph } from "../blocks/widgets/email";
import type { PipelineSummary } from "../monitoring/overview";
import type { LogicalName } from "../naming";
import { pipelines } from "../pipelines";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { notificationAlarms } from "./alarms";
import { notificationsDashboard, notificationTotals } from "./dashboard";
import { type FallbackEmails, fallbackEmails } from "./email";
import { processorFunction } from "./function";
import { type NotificationSubscription, notificationSubscription } from "./messaging";
import { notificationsTable } from "./table";

export interface NotificationsArgs extends FunctionSharedArgs {
  /** SES identity of `senderAddress`, from which both fallback emails and confirmations are sent. */
  readonly identityArn: pulumi.Input<string>;
}

/** Topic -> processor -> webhook, with email as the fallback when the webhook fails. */
export class Notifications extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly subscription: NotificationSubscription;
  /** Events that the processor could not process in any attempt. */
  readonly deadLetterQueue: DeadLetterQueue;
  readonly table: Table;
  readonly emails: FallbackEmails;
  readonly processor: LambdaFunction;
  readonly dashboard: DeclaredDashboard;

  constructor(name: LogicalName, args: NotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Notifications"), name, {}, opts);
    const { stack, key, alertsTopicArn, identityArn } = args;
    this.subscription = notificationSubscription(args, this);
    this.table = notificationsTable(args, this);
    this.deadLetterQueue = new DeadLetterQueue(
      "notifications-processor-failures",
      { stack, key, alertsTopicArn },
      { parent: this },
    );
    this.emails = fallbackEmails(args.stack, this);
    const { table, emails, deadLetterQueue } = this;
    this.processor = processorFunction(args, { table, identityArn, emails, deadLetterQueue }, this);
    const { topic, deliveryDeadLetterQueue } = this.subscription;
    topicToFunction(
      "notifications-subscription",
      { stack, key, alertsTopicArn, topic, fn: this.processor, deliveryDeadLetterQueue, deadLetterQueue },
      this,
    );
    notificationAlarms(args, emails.configurationSetName, this);
    this.dashboard = notificationsDashboard(stack, this, this);
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** This pipeline on the overview dashboard. */
export function notificationsSummary(stack: StackContext, pipeline: Notifications): PipelineSummary {
  return {
    title: pipelines.notifications.title,
    dashboardUrl: pipeline.dashboard.url,
    totals: notificationTotals(stack),
    deadLetterQueues: [pipeline.subscription.deliveryDeadLetterQueue.target, pipeline.deadLetterQueue.target],
    // A requirement limits the pipeline's own dashboard to four widgets.
    graphs: [reputationGraph("Fallback emails", pipeline.emails.configurationSetName)],
  };
}

/** The stack's outputs of this pipeline. */
export function notificationsOutputs(pipeline: Notifications) {
  const { people } = pipeline.subscription;
  return {
    topicArn: pipeline.topicArn,
    topicName: pipeline.subscription.topic.name,
    functionArn: pipeline.processor.arn,
    functionName: pipeline.processor.functionName,
    tableArn: pipeline.table.arn,
    tableName: pipeline.table.name,
    dashboardUrl: pipeline.dashboard.url,
    notificationEmail: people.email,
    notificationEmailStatus: people.status,
    deliveryDeadLetterQueueUrl: pipeline.subscription.deliveryDeadLetterQueue.url,
    failureQueueUrl: pipeline.deadLetterQueue.url,
  };
}
