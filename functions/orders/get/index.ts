import { createDocumentClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { apiOptionsOf, readApiEnvironment } from "../api/api-environment";
import { createOrdersStore } from "../store/orders-store";
import { createHandler } from "./handler";

const env = readApiEnvironment();
const documents = createDocumentClient();

export const handler = createHandler({
  ...apiOptionsOf(env),
  runtime: createRuntime(env, { documents }),
  orders: createOrdersStore(documents, env.ORDERS_TABLE_NAME),
});
