import { createDocumentClient, createEventBridgeClient, createSnsClient, createSqsClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { createSetAside } from "../../shared/set-aside";
import { createConfirmationsTopic, createEventBus } from "./destinations";
import { readPublisherEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readPublisherEnvironment();

export const handler = createHandler({
  runtime: createRuntime(env, { documents: createDocumentClient() }),
  topic: createConfirmationsTopic(createSnsClient(), env.CONFIRMATIONS_TOPIC_ARN),
  bus: createEventBus(createEventBridgeClient(), env.EVENT_BUS_NAME),
  setAside: createSetAside(createSqsClient(), env.FAILURE_QUEUE_URL),
});
