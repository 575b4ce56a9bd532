import * as z from "zod";
import { createDocumentClient, createTableClient } from "../../shared/clients";
import {
  commonEnvironment,
  integerVariable,
  neededTogether,
  readEnvironment,
  retentionDays,
  tableName,
} from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { allowedOriginsOf, apiVariables } from "../api/api-environment";
import { orderRecipients } from "../domain/access";
import { createOrderInserter, createOrdersStore, createRecentOrders } from "../store/orders-store";
import { createHandler } from "./handler";

const env = readEnvironment(
  commonEnvironment
    .extend({
      ...apiVariables,
      ORDER_RETENTION_DAYS: retentionDays,
      /** Where a customer's confirmations may go. */
      ORDER_RECIPIENT: z.enum(orderRecipients),
      /** Orders of a customer in the minutes below, counted by the index below; 0: no limit, and neither is needed. */
      ORDERS_PER_CUSTOMER: integerVariable(0, 1000),
      ORDERS_PER_CUSTOMER_MINUTES: integerVariable(1, 1440).optional(),
      CUSTOMER_INDEX_NAME: tableName().optional(),
    })
    .superRefine(
      neededTogether((env) => env.ORDERS_PER_CUSTOMER > 0, "ORDERS_PER_CUSTOMER_MINUTES", "CUSTOMER_INDEX_NAME"),
    ),
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

function limitOf(orders: number, minutes: number | undefined, index: string | undefined) {
  if (orders === 0 || minutes === undefined || index === undefined) return undefined;
  return { of: { orders, minutes }, recent: createRecentOrders(documents, env.ORDERS_TABLE_NAME, index) };
}
