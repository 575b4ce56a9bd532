import { createDocumentClient, createEventBridgeClient, createSnsClient } from "../../shared/clients";
import { commonEnvironment, readEnvironment, textVariable } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { createHandler } from "./handler";
import { createConfirmationsTopic, createShopBus } from "./outlets";

const env = readEnvironment(
  commonEnvironment.extend({
    CONFIRMATIONS_TOPIC_ARN: textVariable().regex(/^arn:[^:]+:sns:/, "must be the ARN of a topic"),
    EVENT_BUS_NAME: textVariable(),
  }),
);

export const handler = createHandler({
  runtime: createRuntime(env, { documents: createDocumentClient() }),
  topic: createConfirmationsTopic(createSnsClient(), env.CONFIRMATIONS_TOPIC_ARN),
  bus: createShopBus(createEventBridgeClient(), env.EVENT_BUS_NAME),
});
