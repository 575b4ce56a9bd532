import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey, KeyPublisher } from "./blocks/encryption-key";
import type { Stem } from "./naming";
import { arnIn, nameIn, type StackContext } from "./stack";

export interface ShipmentsArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
}

const BUS = "shipments-bus";

/** The shop's event bus: orders tell what happened to them, carriers tell where parcels are. */
export class Shipments extends pulumi.ComponentResource {
  readonly busName: pulumi.Output<string>;
  readonly busArn: pulumi.Output<string>;

  constructor(name: Stem, args: ShipmentsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("backoffice:pipelines:Shipments", name, {}, opts);
    const bus = eventBus(args, this);
    this.busName = bus.name;
    this.busArn = bus.arn;
    this.registerOutputs({ busName: this.busName, busArn: this.busArn });
  }
}

/** Services that use the stack's key for this pipeline. An encrypted bus also asks what kind of key it is. */
export function shipmentsPublishers(stack: StackContext): KeyPublisher[] {
  const busArn = arnIn(stack, "events", `event-bus/${nameIn(stack, "eventBus", BUS)}`);
  const events = { service: "events.amazonaws.com", sourceArns: [busArn] };
  return [
    { ...events, sid: "ShopBusDescribesKey", actions: ["kms:DescribeKey"] },
    {
      ...events,
      sid: "ShopBusEncrypts",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      encryptionContext: { "aws:events:event-bus:arn": busArn },
    },
  ];
}

function eventBus({ stack, key }: ShipmentsArgs, parent: pulumi.Resource): aws.cloudwatch.EventBus {
  return new aws.cloudwatch.EventBus(
    BUS,
    {
      name: nameIn(stack, "eventBus", BUS),
      description: "What happens in the shop",
      kmsKeyIdentifier: key.arn,
      tags: stack.tags,
    },
    { parent },
  );
}
