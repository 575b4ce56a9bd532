import * as pulumi from "@pulumi/pulumi";
import { DEAD_LETTER_RETENTION_SECONDS } from "../config/times";
import type { LogicalName } from "../naming";
import { typeToken } from "../type-tokens";
import { deadLettersAlarm } from "./alarms/queue";
import { encryptedQueue, type QueueKey } from "./encrypted-queue";
import type { ServicePrincipal } from "./service-principal";
import type { SharedArgs } from "./shared-args";
import type { QueueTarget } from "./widgets/queue";

export interface DeadLetterQueueArgs extends SharedArgs {
  /** Services that send failures here. A function's role needs a grant instead. @default none */
  readonly producers?: readonly ServicePrincipal[];
  /** `sqs` for failures that must be kept even when the stack's key fails: see decision 10. @default "stack" */
  readonly encryptedBy?: QueueKey;
}

/**
 * A queue for failures of a subscription or a function that has no source queue: encrypted, kept 14 days, alarm on the first message.
 * For the dead letters of a queue see `Queue`.
 */
export class DeadLetterQueue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** The queue's policy; anything that sends to the queue must depend on it. */
  readonly policy: pulumi.Resource;
  /** The queue for use in graphs. */
  readonly target: QueueTarget;

  constructor(name: LogicalName, args: DeadLetterQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "DeadLetterQueue"), name, {}, opts);
    const { queue, policy } = encryptedQueue(
      name,
      args,
      {
        retentionSeconds: DEAD_LETTER_RETENTION_SECONDS,
        producers: args.producers ?? [],
        ...(args.encryptedBy !== undefined && { encryptedBy: args.encryptedBy }),
      },
      this,
    );
    deadLettersAlarm(name, args, queue.name, this);
    this.arn = queue.arn;
    this.url = queue.url;
    this.policy = policy;
    this.target = { logicalName: name, queueName: queue.name };
    this.registerOutputs({ arn: this.arn, url: this.url });
  }
}
