import { awsTypes } from "../../aws/resource-types";
import type { Backoff } from "../../functions/shared/backoff";
import type { GraphResource } from "../../program/graph/build-graph";
import { member } from "../../values/member";

/** The stack's settings that decide when a failed message or record is retried. */
export interface Settings {
  readonly suffix: string;
  readonly backoff: Backoff;
  /** Visibility timeout: seconds until a message is visible again after its reader ended without deleting it. */
  readonly visibilitySeconds: number;
  /** Receives after which SQS moves a message to the dead-letter queue. */
  readonly redriveReceives: number;
  /** Retries of a stream's record; Infinity: until it is too old. */
  readonly streamRetries: number;
  /** Age in seconds at which Lambda stops retrying a stream's record. */
  readonly streamRecordAgeSeconds: number;
}

/** Reads the settings from the declared resources. @throws {Error} a resource or one of its properties is missing */
export function settingsOf(resources: readonly GraphResource[]): Settings {
  const one = (type: string, name: string) => {
    const found = resources.find((resource) => resource.type === type && resource.name === name);
    if (found === undefined) throw new Error(`the program declares no ${type} '${name}'`);
    return found.inputs;
  };
  const sender = one(awsTypes.lambda.function, "confirmations-sender");
  const variable = (name: string) => text(sender, "environment", "variables", name);
  const publisherStream = one(awsTypes.lambda.eventSourceMapping, "orders-publisher-stream");
  const streamRetries = Number(text(publisherStream, "maximumRetryAttempts"));
  const queue = one(awsTypes.sqs.queue, "confirmations-queue");
  return {
    suffix: variable("ENVIRONMENT"),
    backoff: {
      baseSeconds: Number(variable("BACKOFF_BASE_SECONDS")),
      maxSeconds: Number(variable("BACKOFF_MAX_SECONDS")),
      maxProcessingAttempts: Number(variable("MAX_RECEIVE_COUNT")),
    },
    visibilitySeconds: Number(text(queue, "visibilityTimeoutSeconds")),
    redriveReceives: Number(text(JSON.parse(text(queue, "redrivePolicy")), "maxReceiveCount")),
    // -1 is Lambda's value for "no limit".
    streamRetries: streamRetries === -1 ? Number.POSITIVE_INFINITY : streamRetries,
    streamRecordAgeSeconds: Number(text(publisherStream, "maximumRecordAgeInSeconds")),
  };
}

function text(value: unknown, ...path: readonly string[]): string {
  let found = value;
  for (const key of path) found = member(found, key);
  if (found === undefined) throw new Error(`the program's resources have no ${path.join(".")}`);
  return String(found);
}
