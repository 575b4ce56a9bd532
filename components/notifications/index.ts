import * as pulumi from "@pulumi/pulumi";
import type { DeclaredDashboard } from "../blocks/dashboard";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { FunctionFoundation, LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { topicToFunction } from "../blocks/topic-to-function";
import { reputationGraph } from "../blocks/widgets/mail";
import type { PipelineSummary } from "../monitoring/overview";
import type { Stem } from "../naming";
import { pipelines } from "../pipelines";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { notificationAlarms } from "./alarms";
import { notificationsDashboard, notificationTotals } from "./dashboard";
import { type NotificationFeed, notificationFeed } from "./feed";
import { processorFunction } from "./function";
import { type FallbackMails, fallbackMails } from "./mail";
import { notificationsTable } from "./table";

export interface NotificationsArgs extends FunctionFoundation {
  /** The identity that SES verifies for `senderAddress`: fallback e-mails come from there, like confirmations. */
  readonly identityArn: pulumi.Input<string>;
}

/** Topic -> processor -> webhook, with e-mail as the way that is left when the webhook fails. */
export class Notifications extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly feed: NotificationFeed;
  /** Events that the processor failed at to the end. */
  readonly failures: DeadLetterQueue;
  readonly table: Table;
  readonly mails: FallbackMails;
  readonly processor: LambdaFunction;
  readonly dashboard: DeclaredDashboard;

  constructor(name: Stem, args: NotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Notifications"), name, {}, opts);
    const { stack, key, alertsTopicArn, identityArn } = args;
    this.feed = notificationFeed(args, this);
    this.table = notificationsTable(args, this);
    this.failures = new DeadLetterQueue(
      "notifications-processor-failures",
      { stack, key, alertsTopicArn },
      { parent: this },
    );
    this.mails = fallbackMails(args.stack, this);
    const { table, mails, failures } = this;
    this.processor = processorFunction(args, { table, identityArn, mails, failures }, this);
    const { topic, undelivered } = this.feed;
    topicToFunction(
      "notifications-subscription",
      { stack, key, alertsTopicArn, topic, fn: this.processor, undelivered, failures },
      this,
    );
    notificationAlarms(args, mails.configurationSetName, this);
    this.dashboard = notificationsDashboard(stack, this, this);
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** What the overview says about this pipeline. */
export function notificationsSummary(stack: StackContext, pipeline: Notifications): PipelineSummary {
  return {
    title: pipelines.notifications.title,
    dashboardUrl: pipeline.dashboard.url,
    totals: notificationTotals(stack),
    deadLetters: [pipeline.feed.undelivered.target, pipeline.failures.target],
    // The pipeline's own dashboard has four widgets by requirement.
    graphs: [reputationGraph("Fallback e-mails", pipeline.mails.configurationSetName)],
  };
}

/** What the stack says about this pipeline. */
export function notificationsOutputs(pipeline: Notifications) {
  const { people } = pipeline.feed;
  return {
    topicArn: pipeline.topicArn,
    topicName: pipeline.feed.topic.name,
    functionArn: pipeline.processor.arn,
    functionName: pipeline.processor.functionName,
    tableArn: pipeline.table.arn,
    tableName: pipeline.table.name,
    dashboardUrl: pipeline.dashboard.url,
    notificationEmail: people.email,
    notificationEmailStatus: people.status,
    deliveryDeadLetterQueueUrl: pipeline.feed.undelivered.url,
    failureQueueUrl: pipeline.failures.url,
  };
}
