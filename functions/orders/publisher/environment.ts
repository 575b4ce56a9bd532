// Variables of orders-publisher.
import type * as z from "zod";
import { commonEnvironment, readEnvironment, textVariable, topicArnVariable } from "../../shared/env";

const publisherEnvironment = commonEnvironment.extend({
  CONFIRMATIONS_TOPIC_ARN: topicArnVariable(),
  EVENT_BUS_NAME: textVariable(),
  FAILURE_QUEUE_URL: textVariable(),
});

export type PublisherEnvironment = z.infer<typeof publisherEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readPublisherEnvironment(source?: Readonly<Record<string, string | undefined>>): PublisherEnvironment {
  return readEnvironment(publisherEnvironment, source);
}
