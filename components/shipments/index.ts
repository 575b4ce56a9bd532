import * as pulumi from "@pulumi/pulumi";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { givenUpAlarm, retriesAlarm } from "../blocks/alarms/retries";
import type { FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { type Bus, shopBus } from "../events/bus";
import type { PipelineSummary } from "../monitoring/overview";
import type { LogicalName } from "../naming";
import { pipelines } from "../pipelines";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { eventTotals, shipmentDeadLetters, shipmentsDashboard } from "./dashboard";
import { processorFunction } from "./functions";
import { type CarrierSubscription, carrierSubscription } from "./messaging";
import { shipmentsTable } from "./tables";

export interface ShipmentsArgs extends FunctionSharedArgs {
  /** Topic of another pipeline that is notified of failed events. @default none; the alarms on dead letters remain */
  readonly notificationsTopicArn?: pulumi.Input<string>;
}

/** The shop's event bus, with order events and carriers' shipment events. Carriers' events -> queue -> processor -> table. */
export class Shipments extends pulumi.ComponentResource {
  readonly busName: pulumi.Output<string>;
  readonly busArn: pulumi.Output<string>;
  readonly eventBus: Bus;
  readonly table: Table;
  readonly subscription: CarrierSubscription;
  readonly processor: LambdaFunction;
  readonly dashboardUrl: pulumi.Output<string>;

  constructor(name: LogicalName, args: ShipmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Shipments"), name, {}, opts);
    this.eventBus = shopBus(args, this);
    this.table = shipmentsTable(args, this);
    this.subscription = carrierSubscription(args, this.eventBus.bus, this);
    this.processor = processorFunction(args, { table: this.table, queue: this.subscription.queue }, this);
    errorLogAlarm("shipments", args, this);
    retriesAlarm("shipments", "queues", args, this);
    givenUpAlarm("shipments", args, this);
    this.dashboardUrl = shipmentsDashboard(args.stack, this, this).url;
    this.busName = this.eventBus.bus.name;
    this.busArn = this.eventBus.bus.arn;
    this.registerOutputs({ busName: this.busName, busArn: this.busArn });
  }
}

/** The stack's outputs of this pipeline. */
export function shipmentsOutputs(pipeline: Shipments) {
  const { eventBus, subscription, table } = pipeline;
  return {
    busName: pipeline.busName,
    busArn: pipeline.busArn,
    busDeadLetterQueueUrl: eventBus.deadLetterQueue.url,
    archiveName: eventBus.archive.name,
    ruleName: subscription.rule.name,
    queueUrl: subscription.queue.url,
    deadLetterQueueUrl: subscription.queue.deadLettersUrl,
    targetDeadLetterQueueUrl: subscription.deadLetterQueue.url,
    tableName: table.name,
    tableArn: table.arn,
    functionName: pipeline.processor.functionName,
    dashboardUrl: pipeline.dashboardUrl,
  };
}

/** This pipeline on the overview dashboard. */
export function shipmentsSummary(stack: StackContext, pipeline: Shipments): PipelineSummary {
  return {
    title: pipelines.shipments.title,
    dashboardUrl: pipeline.dashboardUrl,
    totals: eventTotals(stack),
    queues: [pipeline.subscription.queue.target],
    deadLetterQueues: shipmentDeadLetters(pipeline),
  };
}
