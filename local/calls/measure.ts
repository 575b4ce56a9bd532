import { randomUUID } from "node:crypto";
import type { ComparedFlow } from "../../console/contract";
import type { Stack } from "../../ops/stack/stack-file";
import { buildGraph } from "../../program/graph/build-graph";
import { defaultOrdersPerMonth } from "../../scripts/cost/assumptions";
import { estimateCost } from "../../scripts/cost/estimate";
import { requestToken } from "../issuer/request-token";
import { connect } from "../run/aws";
import { outputsSchema } from "../run/outputs";
import { orderBody } from "../traffic/bodies";
import { createApi, orderIn } from "../traffic/http";
import { person } from "../traffic/people";
import { inParallel } from "../traffic/poll";
import { createRandom } from "../traffic/random";
import { notificationBody } from "../traffic/scenarios/notifications";
import { publishToTopic, putEvents } from "../traffic/send";
import { createStillness } from "./at-rest";
import { compareFlow, since } from "./cost";

const width = 4;

/**
 * Causes events of each kind in a running local stack that nobody else uses, counts the calls that they cause, and compares them with the cost
 * model's steps.
 *
 * @param events of each kind
 * @throws {Error} an event was refused, or the stack does not come to rest within two minutes
 */
export async function measureFlows(
  stack: Stack,
  events: number,
  signal: AbortSignal,
): Promise<readonly ComparedFlow[]> {
  const outputs = outputsSchema.parse(stack.outputs);
  const suffix = stack.environmentSuffix;
  const aws = connect(stack);
  const api = createApi(outputs.orders.apiUrl, signal);
  const random = createRandom(1);
  const run = `cost-${randomUUID().slice(0, 8)}`;
  const tokenOf = (customer: string, staff = false) =>
    requestToken({ url: stack.issuer, secret: stack.tokenSecret ?? "" }, { customer, staff });
  const { counts, atRest } = createStillness(stack, outputs, signal);
  // The chat room is set by the run; the graph of the stack's file alone has none.
  const graph = await buildGraph("local", { webhookUrl: "https://hooks.slack.com/services/x", webhookKind: "slack" });
  const estimate = estimateCost("local", stack.region, graph, defaultOrdersPerMonth);

  /** What these events cause. */
  async function phase(names: readonly string[], cause: () => Promise<unknown>): Promise<readonly ComparedFlow[]> {
    const before = await counts();
    await cause();
    const caused = since(before, await atRest());
    return names.map((name) => {
      const flow = estimate.flows.find((one) => one.name === name);
      if (flow === undefined) throw new Error(`the cost model has no event ${name}`);
      return compareFlow(flow, caused, events, suffix);
    });
  }

  const each = <T>(work: (index: number) => Promise<T>) =>
    inParallel(Array.from({ length: events }), width, (_, index) => work(index));
  const send = async (request: Parameters<typeof api.send>[0]) => {
    const response = await api.send(request);
    if (response.status >= 300)
      throw new Error(`${request.method} ${request.path}: ${response.status} ${response.text}`);
    return response;
  };
  try {
    await atRest();
    const orderIds: string[] = [];
    const clerk = await tokenOf("clerk", true);
    const tokens = await each((index) => tokenOf(`${run}-${index}`));
    const placed = await phase(["orders: placed", "confirmations: email"], async () => {
      await each(async (index) => {
        const body = orderBody(random, person(`${run}-${index}`));
        orderIds.push(
          orderIn(await send({ method: "POST", path: "/orders", token: tokens[index] ?? "", body })).orderId,
        );
      });
    });
    const moved = await phase(["orders: status changed"], () =>
      each((index) =>
        send({
          method: "PATCH",
          path: `/orders/${orderIds[index]}/status`,
          token: clerk,
          body: { status: "CONFIRMED" },
        }),
      ),
    );
    const read = await phase(["orders: read"], () =>
      each((index) => send({ method: "GET", path: `/orders/${orderIds[index]}`, token: clerk })),
    );
    const shipped = await phase(["shipments: carrier event"], () => {
      const entries = orderIds.map((orderId, index) => ({
        source: "carrier.post",
        detail: {
          ...{ eventId: randomUUID(), shipmentId: `${run}-${index}`, orderId, carrier: "post", status: "IN_TRANSIT" },
          occurredAt: new Date().toISOString(),
        },
      }));
      return putEvents(aws.events, outputs.shipments.busName, entries, width);
    });
    const notified = await phase(["notifications: delivered"], () =>
      publishToTopic(
        aws.sns,
        outputs.notifications.topicArn,
        orderIds.map((correlationId) => ({
          body: notificationBody({ what: "costs are measured", correlationId }, "costs"),
          correlationId,
        })),
      ),
    );
    return [...placed, ...moved, ...read, ...shipped, ...notified];
  } finally {
    aws.destroy();
  }
}
