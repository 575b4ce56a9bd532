import * as z from "zod";
import { createDocumentClient, createTableClient } from "../../shared/clients";
import { commonEnvironment, integerVariable, readEnvironment, retentionDays, tableName } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { allowedOriginsOf, apiVariables } from "../api/api-environment";
import { orderRecipients } from "../domain/access";
import { createOrderInserter, createOrdersStore, createRecentOrders } from "../store/orders-store";
import { createHandler } from "./handler";

const env = readEnvironment(
  commonEnvironment.extend({
    ...apiVariables,
    ORDER_RETENTION_DAYS: retentionDays,
    /** Where a customer's confirmations may go. */
    ORDER_RECIPIENT: z.enum(orderRecipients),
    /** The limit per customer, and the index by which orders are counted; no limit when one of them is absent. */
    ORDERS_PER_CUSTOMER: integerVariable(1, 1000).optional(),
    ORDERS_PER_CUSTOMER_MINUTES: integerVariable(1, 1440).optional(),
    CUSTOMER_INDEX_NAME: tableName().optional(),
  }),
);
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
  recipient: env.ORDER_RECIPIENT,
  limit: limitOf(env.ORDERS_PER_CUSTOMER, env.ORDERS_PER_CUSTOMER_MINUTES, env.CUSTOMER_INDEX_NAME),
});

function limitOf(orders: number | undefined, minutes: number | undefined, index: string | undefined) {
  if (orders === undefined || minutes === undefined || index === undefined) return undefined;
  return { of: { orders, minutes }, recent: createRecentOrders(documents, env.ORDERS_TABLE_NAME, index) };
}
