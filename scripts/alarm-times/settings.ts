import { awsTypes } from "../../aws/resource-types";
import type { Backoff } from "../../functions/shared/backoff";
import type { GraphResource } from "../../program/graph/build-graph";
import { member } from "../../values/member";

/** What of a stack's settings decides when something is tried again. */
export interface Settings {
  readonly suffix: string;
  readonly backoff: Backoff;
  /** How long a queue hides a message whose reader died, seconds. */
  readonly visibilitySeconds: number;
  /** Receives after which SQS itself gives a message up. */
  readonly redriveReceives: number;
  /** Further tries of a stream's record; infinite: until it is too old. */
  readonly streamRetries: number;
  /** Age of a stream's record at which it is given up, seconds. */
  readonly streamRecordAgeSeconds: number;
}

/** Reads them from the resources as declared. @throws {Error} a resource is not there, or has not what is looked for */
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
    // -1 is Lambda's way to say so.
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
