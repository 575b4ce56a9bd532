import { createDocumentClient, createTableClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { apiOptionsOf } from "../api/api-environment";
import { createCreateOrder } from "../domain/create-order";
import { createOrderInserter, createOrdersStore, createRecentOrders } from "../store/orders-store";
import { type CreateEnvironment, readCreateEnvironment } from "./environment";
import { createHandler } from "./handler";

const env = readCreateEnvironment();
const documents = createDocumentClient();
const runtime = createRuntime(env, { documents });

export const handler = createHandler({
  ...apiOptionsOf(env),
  runtime,
  createOrder: createCreateOrder({
    orders: {
      ...createOrderInserter(createTableClient(), env.ORDERS_TABLE_NAME),
      ...createOrdersStore(documents, env.ORDERS_TABLE_NAME),
    },
    retentionDays: env.ORDER_RETENTION_DAYS,
    recipient: env.ORDER_RECIPIENT,
    limit: limitOf(env),
    metrics: runtime.metrics,
    now: () => runtime.clock.now(),
  }),
});

function limitOf({
  ORDERS_TABLE_NAME: table,
  ORDERS_PER_CUSTOMER: orders,
  ORDERS_PER_CUSTOMER_MINUTES: minutes,
  CUSTOMER_INDEX_NAME: index,
}: CreateEnvironment) {
  if (orders === 0 || minutes === undefined || index === undefined) return undefined;
  return { of: { orders, minutes }, recent: createRecentOrders(documents, table, index) };
}
