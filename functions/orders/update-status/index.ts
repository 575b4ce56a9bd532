import { createDocumentClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { apiOptionsOf, readApiEnvironment } from "../api/api-environment";
import { createChangeStatus } from "../domain/change-status";
import { createOrdersStore } from "../store/orders-store";
import { createHandler } from "./handler";

const env = readApiEnvironment();
const documents = createDocumentClient();
const runtime = createRuntime(env, { documents });

export const handler = createHandler({
  ...apiOptionsOf(env),
  runtime,
  changeStatus: createChangeStatus({
    orders: createOrdersStore(documents, env.ORDERS_TABLE_NAME),
    metrics: runtime.metrics,
    now: () => runtime.clock.now(),
  }),
});
