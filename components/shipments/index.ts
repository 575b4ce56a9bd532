import * as pulumi from "@pulumi/pulumi";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import { givenUpAlarm, retriesAlarm } from "../blocks/alarms/retries";
import type { FunctionFoundation, LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { type Bus, shopBus } from "../events/bus";
import type { PipelineSummary } from "../monitoring/overview";
import type { Stem } from "../naming";
import { pipelines } from "../pipelines";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { eventTotals, shipmentDeadLetters, shipmentsDashboard } from "./dashboard";
import { type CarrierFeed, carrierFeed } from "./feed";
import { processorFunction } from "./functions";
import { shipmentsTable } from "./tables";

export interface ShipmentsArgs extends FunctionFoundation {
  /** Where a failed event is told. Topic of another pipeline. */
  readonly notificationsTopicArn: pulumi.Input<string>;
}

/** The shop's event bus: orders tell what happened to them, carriers tell where parcels are. Their events -> queue -> processor -> table. */
export class Shipments extends pulumi.ComponentResource {
  readonly busName: pulumi.Output<string>;
  readonly busArn: pulumi.Output<string>;
  readonly shop: Bus;
  readonly table: Table;
  readonly feed: CarrierFeed;
  readonly processor: LambdaFunction;
  readonly dashboardUrl: pulumi.Output<string>;

  constructor(name: Stem, args: ShipmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Shipments"), name, {}, opts);
    this.shop = shopBus(args, this);
    this.table = shipmentsTable(args, this);
    this.feed = carrierFeed(args, this.shop.bus, this);
    this.processor = processorFunction(
      args,
      { table: this.table, queue: this.feed.queue, notificationsTopicArn: args.notificationsTopicArn },
      this,
    );
    errorLogAlarm("shipments", args, this);
    retriesAlarm("shipments", "queues", args, this);
    givenUpAlarm("shipments", args, this);
    this.dashboardUrl = shipmentsDashboard(args.stack, this, this).url;
    this.busName = this.shop.bus.name;
    this.busArn = this.shop.bus.arn;
    this.registerOutputs({ busName: this.busName, busArn: this.busArn });
  }
}

/** What the stack says about this pipeline. */
export function shipmentsOutputs(pipeline: Shipments) {
  const { shop, feed, table } = pipeline;
  return {
    busName: pipeline.busName,
    busArn: pipeline.busArn,
    busDeadLetterQueueUrl: shop.failures.url,
    archiveName: shop.archive.name,
    ruleName: feed.rule.name,
    queueUrl: feed.queue.url,
    deadLetterQueueUrl: feed.queue.deadLettersUrl,
    targetDeadLetterQueueUrl: feed.failures.url,
    tableName: table.name,
    tableArn: table.arn,
    functionName: pipeline.processor.functionName,
    dashboardUrl: pipeline.dashboardUrl,
  };
}

/** What the overview says about this pipeline. */
export function shipmentsSummary(stack: StackContext, pipeline: Shipments): PipelineSummary {
  return {
    title: pipelines.shipments.title,
    dashboardUrl: pipeline.dashboardUrl,
    totals: eventTotals(stack),
    queues: [pipeline.feed.queue.target],
    deadLetters: shipmentDeadLetters(pipeline),
  };
}
