import { createDocumentClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { apiOptionsOf } from "../api/api-environment";
import { createOrderLister } from "../store/orders-store";
import { readListEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readListEnvironment();
const documents = createDocumentClient();

export const handler = createHandler({
  ...apiOptionsOf(env),
  runtime: createRuntime(env, { documents }),
  orders: createOrderLister(documents, env.ORDERS_TABLE_NAME, env.CUSTOMER_INDEX_NAME),
});
