import * as pulumi from "@pulumi/pulumi";
import { DEAD_LETTER_RETENTION_SECONDS, QUEUE_RETENTION_SECONDS } from "../config/times";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { typeToken } from "../type-tokens";
import { deadLettersAlarm, queueAgeAlarm } from "./alarms/queue";
import { encryptedQueue } from "./encrypted-queue";
import type { ServicePrincipal } from "./service-principal";
import type { SharedArgs } from "./shared-args";
import type { QueueTarget } from "./widgets/queue";

export interface QueueArgs extends SharedArgs {
  /** Logical name of the queue for messages that could not be processed. */
  readonly deadLettersName: LogicalName;
  /** Seconds that a received message stays hidden: at least six times the consumer's timeout, plus its batching window. */
  readonly visibilityTimeoutSeconds: number;
  /** Receives before SQS itself moves a message to the dead letters: 5 to 1,000. */
  readonly maxReceiveCount: number;
  /** The only services that may send, besides roles of this account. @default none */
  readonly producers?: readonly ServicePrincipal[];
}

const MIN_RECEIVES = 5;
const MAX_VISIBILITY_SECONDS = 43_200;

/** An encrypted queue with its dead letters: 4 and 14 days of retention, alarms on age and on the first dead letter. */
export class Queue extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly deadLettersArn: pulumi.Output<string>;
  readonly deadLettersUrl: pulumi.Output<string>;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  /** The queue's policy; anything that sends to the queue must depend on it. */
  readonly policy: pulumi.Resource;
  /** The queue and its dead-letter queue, for use in graphs. */
  readonly target: QueueTarget;
  readonly deadLettersTarget: QueueTarget;

  constructor(name: LogicalName, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    checkQueueArgs(name, args);
    super(typeToken("blocks", "Queue"), name, {}, opts);
    const { queue: deadLetterQueue } = encryptedQueue(
      args.deadLettersName,
      args,
      { retentionSeconds: DEAD_LETTER_RETENTION_SECONDS },
      this,
    );
    const { queue, policy } = encryptedQueue(
      name,
      args,
      {
        retentionSeconds: QUEUE_RETENTION_SECONDS,
        visibilityTimeoutSeconds: args.visibilityTimeoutSeconds,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: deadLetterQueue.arn,
          maxReceiveCount: args.maxReceiveCount,
        }),
        producers: args.producers ?? [],
      },
      this,
    );
    // A separate resource, because each of the two queues would need the ARN of the other.
    new aws.sqs.RedriveAllowPolicy(
      `${args.deadLettersName}-allow`,
      {
        queueUrl: deadLetterQueue.url,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
      },
      { parent: this },
    );
    queueAgeAlarm(name, args, queue.name, this);
    deadLettersAlarm(args.deadLettersName, args, deadLetterQueue.name, this);
    this.name = queue.name;
    this.arn = queue.arn;
    this.url = queue.url;
    this.deadLettersArn = deadLetterQueue.arn;
    this.deadLettersUrl = deadLetterQueue.url;
    this.visibilityTimeoutSeconds = args.visibilityTimeoutSeconds;
    this.maxReceiveCount = args.maxReceiveCount;
    this.policy = policy;
    this.target = { logicalName: name, queueName: queue.name };
    this.deadLettersTarget = { logicalName: args.deadLettersName, queueName: deadLetterQueue.name };
    this.registerOutputs({ arn: this.arn, url: this.url });
  }
}

function checkQueueArgs(name: LogicalName, args: QueueArgs): void {
  const { maxReceiveCount, visibilityTimeoutSeconds } = args;
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < MIN_RECEIVES || maxReceiveCount > 1000) {
    throw new Error(`${name}: maxReceiveCount must be a whole number between 5 and 1000, ${maxReceiveCount} given`);
  }
  if (
    !Number.isInteger(visibilityTimeoutSeconds) ||
    visibilityTimeoutSeconds < 0 ||
    visibilityTimeoutSeconds > MAX_VISIBILITY_SECONDS
  ) {
    throw new Error(
      `${name}: visibilityTimeoutSeconds must be a whole number between 0 and ${MAX_VISIBILITY_SECONDS}, ${visibilityTimeoutSeconds} given`,
    );
  }
}
