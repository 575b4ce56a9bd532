import { createDocumentClient } from "../../shared/clients";
import { commonEnvironment, readEnvironment, tableName } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { allowedOriginsOf, apiVariables } from "../api/api-environment";
import { createOrderLister } from "../store/orders-store";
import { createHandler } from "./handler";

const env = readEnvironment(commonEnvironment.extend({ ...apiVariables, CUSTOMER_INDEX_NAME: tableName() }));
const documents = createDocumentClient();

export const handler = createHandler({
  runtime: createRuntime(env, { documents }),
  orders: createOrderLister(documents, env.ORDERS_TABLE_NAME, env.CUSTOMER_INDEX_NAME),
  staffScope: env.STAFF_SCOPE,
  allowedOrigins: allowedOriginsOf(env),
});
