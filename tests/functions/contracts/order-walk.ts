// An order on its way through the shop, from the request to the email, each step by the code that runs on AWS.
import { renderConfirmation } from "../../../functions/confirmations/email/render";
import { orderConfirmationRequested } from "../../../functions/contracts/order-confirmation";
import { buildOpenApiDocument } from "../../../functions/contracts/orders/openapi";
import { changeOf, confirmationRequestOf } from "../../../functions/orders/domain/order-change";
import { readOrderRecord } from "../../../functions/orders/store/order-stream";
import { createOrderInserter } from "../../../functions/orders/store/orders-store";
import { apiEvent, read, staffScope } from "../orders/fixtures";
import { createOrderHandler } from "../orders/operations";
import { lambdaContext, recordingRuntime } from "../shared/doubles";

/** Sends a body to POST /orders, and shows the order at every place that it comes to. */
export async function walk(body: unknown) {
  const puts: { readonly input: { readonly Item?: unknown } }[] = [];
  const table = { send: async (command: { readonly input: { readonly Item?: unknown } }) => void puts.push(command) };
  const { runtime } = recordingRuntime();
  const handler = createOrderHandler({
    runtime,
    orders: { ...createOrderInserter(table as never, "orders-table-test"), find: async () => undefined },
    staffScope,
    allowedOrigins: ["*"],
    retentionDays: 10,
    recipient: "token",
  });
  const answer = read(await handler(apiEvent({ body }), lambdaContext()));
  const item = Object(puts[0]?.input.Item);
  const seen = readOrderRecord({ dynamodb: { NewImage: item } });
  if (seen?.kind !== "written") throw new Error(`No order was stored: ${JSON.stringify(answer.body)}`);
  const change = changeOf({ ...seen, writtenAt: runtime.clock.now() });
  if (change === undefined) throw new Error("The order is not new");
  const message: unknown = JSON.parse(JSON.stringify(confirmationRequestOf(change.order)));
  const email = renderConfirmation(orderConfirmationRequested.parse(message), { name: "Shop", timeZone: "UTC" });
  const { schemas } = buildOpenApiDocument().components;
  return { answer, item, message: Object(message), mail: email, schemas: Object(schemas) };
}
