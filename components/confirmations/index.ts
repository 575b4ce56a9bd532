import * as pulumi from "@pulumi/pulumi";
import type { DeclaredDashboard } from "../blocks/dashboard";
import type { FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import type { Queue } from "../blocks/queue";
import type { Table } from "../blocks/table";
import type { PipelineSummary } from "../monitoring/overview";
import type { LogicalName } from "../naming";
import { pipelines } from "../pipelines";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { confirmationAlarms } from "./alarms";
import { confirmationDeadLetters, confirmationsDashboard, emailTotals } from "./dashboard";
import { type ConfirmationEmail, email } from "./email";
import { feedbackFunction, senderFunction } from "./functions";
import { feedbackSubscription, requestSubscription, type Subscription } from "./messaging";
import { deliveriesTable, suppressionsTable } from "./tables";

/** Topic -> queue -> sender -> SES, and SES's events about each email -> queue -> feedback. */
export class Confirmations extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly requests: Subscription;
  readonly feedback: Subscription;
  readonly email: ConfirmationEmail;
  readonly deliveries: Table;
  readonly suppressions: Table;
  readonly sender: LambdaFunction;
  readonly feedbackFunction: LambdaFunction;
  readonly dashboard: DeclaredDashboard;

  constructor(name: LogicalName, args: FunctionSharedArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Confirmations"), name, {}, opts);
    this.deliveries = deliveriesTable(args, this);
    this.suppressions = suppressionsTable(args, this);
    this.requests = requestSubscription(args, this);
    this.feedback = feedbackSubscription(args, this);
    this.email = email(args, this.feedback.topic, this);
    const stores = { deliveries: this.deliveries, suppressions: this.suppressions };
    this.sender = senderFunction(args, { ...stores, email: this.email, queue: this.requests.queue }, this);
    this.feedbackFunction = feedbackFunction(args, { ...stores, email: this.email, queue: this.feedback.queue }, this);
    confirmationAlarms(args, this.email.configurationSetName, this);
    this.dashboard = confirmationsDashboard(args.stack, this, this);
    this.topicArn = this.requests.topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** This pipeline on the overview dashboard. */
export function confirmationsSummary(stack: StackContext, pipeline: Confirmations): PipelineSummary {
  return {
    title: pipelines.confirmations.title,
    dashboardUrl: pipeline.dashboard.url,
    totals: emailTotals(stack),
    queues: [pipeline.requests.queue.target, pipeline.feedback.queue.target],
    deadLetterQueues: confirmationDeadLetters(pipeline),
  };
}

/** The stack's outputs of this pipeline. */
export function confirmationsOutputs(pipeline: Confirmations, senderAddress: string) {
  return {
    topicArn: pipeline.topicArn,
    ...queueOutputs(pipeline.requests.queue),
    queueArn: pipeline.requests.queue.arn,
    subscriptionDeadLetterQueueUrl: pipeline.requests.deadLetterQueue.url,
    feedbackTopicArn: pipeline.feedback.topic.arn,
    feedbackQueueUrl: pipeline.feedback.queue.url,
    feedbackDeadLetterQueueUrl: pipeline.feedback.queue.deadLettersUrl,
    feedbackSubscriptionDeadLetterQueueUrl: pipeline.feedback.deadLetterQueue.url,
    deliveriesTableName: pipeline.deliveries.name,
    suppressionsTableName: pipeline.suppressions.name,
    configurationSetName: pipeline.email.configurationSetName,
    identityArn: pipeline.email.identityArn,
    senderAddress,
    dkimTokens: pipeline.email.dkimTokens,
    dkimRecords: pipeline.email.dkimRecords,
    dashboardUrl: pipeline.dashboard.url,
    functionNames: { sender: pipeline.sender.functionName, feedback: pipeline.feedbackFunction.functionName },
  };
}

function queueOutputs(queue: Queue) {
  return { queueUrl: queue.url, deadLetterQueueUrl: queue.deadLettersUrl };
}
