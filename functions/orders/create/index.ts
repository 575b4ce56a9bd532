import { createDocumentClient, createTableClient } from "../../shared/clients";
import { commonEnvironment, readEnvironment, retentionDays } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { allowedOriginsOf, apiVariables } from "../api/api-environment";
import { createOrderInserter, createOrdersStore } from "../store/orders-store";
import { createHandler } from "./handler";

const env = readEnvironment(commonEnvironment.extend({ ...apiVariables, ORDER_RETENTION_DAYS: retentionDays }));
const documents = createDocumentClient();

export const handler = createHandler({
  runtime: createRuntime(env, { documents }),
  orders: {
    ...createOrderInserter(createTableClient(), env.ORDERS_TABLE_NAME),
    ...createOrdersStore(documents, env.ORDERS_TABLE_NAME),
  },
  staffScope: env.STAFF_SCOPE,
  allowedOrigins: allowedOriginsOf(env),
  retentionDays: env.ORDER_RETENTION_DAYS,
});
