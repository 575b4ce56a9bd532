import { createDocumentClient, createEventBridgeClient, createSnsClient, createSqsClient } from "../../shared/clients";
import { commonEnvironment, readEnvironment, textVariable } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { createSetAside } from "../../shared/set-aside";
import { createConfirmationsTopic, createEventBus } from "./destinations";
import { createHandler } from "./handler";

const env = readEnvironment(
  commonEnvironment.extend({
    CONFIRMATIONS_TOPIC_ARN: textVariable().regex(/^arn:[^:]+:sns:/, "must be the ARN of a topic"),
    EVENT_BUS_NAME: textVariable(),
    FAILURE_QUEUE_URL: textVariable(),
  }),
);

export const handler = createHandler({
  runtime: createRuntime(env, { documents: createDocumentClient() }),
  topic: createConfirmationsTopic(createSnsClient(), env.CONFIRMATIONS_TOPIC_ARN),
  bus: createEventBus(createEventBridgeClient(), env.EVENT_BUS_NAME),
  setAside: createSetAside(createSqsClient(), env.FAILURE_QUEUE_URL),
});
