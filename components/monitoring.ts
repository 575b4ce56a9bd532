import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey, KeyPublisher } from "./blocks/encryption-key";
import { Table } from "./blocks/table";
import { Topic } from "./blocks/topic";
import type { Stem } from "./naming";
import { arnIn, type StackContext } from "./stack";

export interface MonitoringArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
}

/** What every other pipeline reports to: the topic of alarms and the table of errors. */
export class Monitoring extends pulumi.ComponentResource {
  readonly alertsTopicArn: pulumi.Output<string>;
  readonly errorTable: Table;

  constructor(name: Stem, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("backoffice:pipelines:Monitoring", name, {}, opts);
    this.alertsTopicArn = alertsTopic(args, this);
    this.errorTable = errorTable({ ...args, alertsTopicArn: this.alertsTopicArn }, this);
    this.registerOutputs({ alertsTopicArn: this.alertsTopicArn });
  }
}

/** Services that use the stack's key for this pipeline. */
export function monitoringPublishers(stack: StackContext): KeyPublisher[] {
  return [{ sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", sourceArns: [alarmArns(stack)] }];
}

/** People read this topic. Nothing subscribes that could raise another alarm. */
function alertsTopic({ stack, key }: MonitoringArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const topic = new Topic(
    "monitoring-alerts",
    {
      stack,
      key,
      displayName: "Backoffice alarms",
      publishers: [{ service: "cloudwatch.amazonaws.com", sourceArn: alarmArns(stack) }],
    },
    { parent },
  );
  new aws.sns.TopicSubscription(
    "monitoring-alerts-email",
    { topic: topic.arn, protocol: "email", endpoint: stack.config.alertEmail },
    { parent },
  );
  return topic.arn;
}

function errorTable(
  foundation: MonitoringArgs & { readonly alertsTopicArn: pulumi.Output<string> },
  parent: pulumi.Resource,
): Table {
  return new Table(
    "monitoring-errors",
    {
      ...foundation,
      hashKey: { name: "errorId", type: "S" },
      indexes: [
        {
          name: "FunctionNameIndex",
          hashKey: { name: "functionName", type: "S" },
          rangeKey: { name: "timestamp", type: "S" },
        },
      ],
      ttlAttribute: "expiresAt",
    },
    { parent },
  );
}

/** Alarms of this stack, by the ending of their names. */
function alarmArns(stack: StackContext): pulumi.Output<string> {
  return arnIn(stack, "cloudwatch", `alarm:*-${stack.config.environmentSuffix}`);
}
