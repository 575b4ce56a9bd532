// Cost of placing, changing and reading an order.
import { awsTypes } from "../../../aws/resource-types";
import { bytes, milliseconds, perOrder } from "../assumptions";
import { type Flow, floors } from "../flow";
import { batchOf, invocationSteps, logStep } from "../function-steps";
import { tracedShare } from "../load";
import { perGigabyteIn } from "../prices";
import { type Step, type StepContext, step } from "../step";
import { readSteps, writeSteps } from "../table-steps";

const table = "orders-table";
const orderAttributes = ["orderId", "customerId", "createdAt"];
const orderIndexes = { CustomerIndex: "O5" } as const;

/** POST /orders, and the processing of its stream record. The confirmation belongs to the pipeline that sends it. */
export const orderPlaced: Flow = {
  name: "orders: placed",
  pipeline: "orders",
  floor: floors.rest,
  perOrder: 1,
  steps: (context) => [
    ...requestSteps(context, 1),
    ...operationSteps(context, "orders-create", {
      duration: milliseconds.own + 2 * milliseconds.table,
      lines: 2,
      metricLines: 2,
      why: "createOrder answers POST /orders",
    }),
    // An eventually consistent read is half a unit; for most customers it returns no items.
    step("recent orders of the customer", "tableRead", 0.5, {
      why: "ordersPerCustomer: they are counted before one more is taken",
      origin: "choice",
      uses: { resource: table, index: "CustomerIndex" },
    }),
    ...writeSteps(context.graph, {
      table,
      size: bytes.order,
      attributes: orderAttributes,
      indexOrigins: orderIndexes,
      why: "one conditional put, which is the idempotency as well",
      origin: "floor",
    }),
    ...changeSteps(context),
  ],
};

/** PATCH /orders/{orderId}/status, and the processing of its stream record. */
export const orderMoved: Flow = {
  name: "orders: status changed",
  pipeline: "orders",
  floor: floors.rest,
  perOrder: perOrder.statusChanges,
  steps: (context) => [
    ...requestSteps(context, context.graph.remembersTokens() ? 0 : 1),
    ...operationSteps(context, "orders-update-status", {
      duration: milliseconds.own + 2 * milliseconds.table,
      lines: 2,
      metricLines: 1,
      why: "updateOrderStatus answers PATCH /orders/{orderId}/status",
    }),
    ...readSteps(context.graph, table, { why: "whose order it is, and whether it may go there", origin: "O6" }),
    ...writeSteps(context.graph, {
      table,
      size: bytes.order,
      attributes: orderAttributes,
      changes: ["status", "version", "updatedAt"],
      indexOrigins: orderIndexes,
      why: "one conditional update",
      origin: "floor",
    }),
    ...changeSteps(context),
  ],
};

/** GET /orders/{orderId}. */
export const orderRead: Flow = {
  name: "orders: read",
  pipeline: "orders",
  floor: floors.rest,
  perOrder: perOrder.reads,
  steps: (context) => [
    ...requestSteps(context, context.graph.remembersTokens() ? 0 : 1),
    ...operationSteps(context, "orders-get", {
      duration: milliseconds.own + milliseconds.table,
      lines: 1,
      metricLines: 0,
      why: "getOrder answers GET /orders/{orderId}",
    }),
    ...readSteps(context.graph, table, { why: "one consistent read", origin: "floor" }),
  ],
};

/** A request up to the call of its function. @param authorizations calls of the authorizer per request */
function requestSteps(context: StepContext, authorizations: number): Step[] {
  const { graph, load } = context;
  return [
    step("API request", "restRequest", 1, {
      why: "a REST API: it validates, throttles and authorizes",
      origin: "floor",
    }),
    ...(graph.ofType(awsTypes.wafv2.webAclAssociation).length === 0
      ? []
      : [
          step("AWS WAF", "webAclRequest", 1, {
            why: "wafEnabled: it looks at each request; bodies of more than 16 KB cost more",
            origin: "X21",
          }),
        ]),
    logStep("access log", bytes.accessLine, { why: "one JSON line a request", origin: "O4" }),
    ...(graph.tracesApi()
      ? [
          step("trace of the API", "trace", tracedShare(load.perSecond), {
            why: "the stage traces; authorizer and operation run in its trace",
            origin: "O4",
          }),
        ]
      : []),
    ...(authorizations === 0
      ? []
      : invocationSteps(context, {
          name: "orders-authorizer",
          perEvent: authorizations,
          // The issuer's keys are cached in memory.
          duration: milliseconds.own,
          linesPerEvent: 0,
          linesPerInvocation: 1,
          metricLines: 0,
          why: "checks the caller's token; API Gateway remembers it for the caller's next requests",
          origin: "O7",
          traces: "within",
        })),
  ];
}

interface Operation {
  readonly duration: number;
  readonly lines: number;
  readonly metricLines: number;
  readonly why: string;
}

function operationSteps(context: StepContext, name: string, operation: Operation): Step[] {
  const { duration, lines, metricLines, why } = operation;
  const logs = { linesPerEvent: lines, linesPerInvocation: 0, metricLines };
  // When the stage does not trace, the function starts its own trace.
  const traces = context.graph.tracesApi() ? "within" : "X19";
  return invocationSteps(context, { name, perEvent: 1, duration, ...logs, why, origin: "floor", traces });
}

/** Processing of a stream record: one audit entry, one event on the bus. */
function changeSteps(context: StepContext): Step[] {
  const audited = batchOf(context, "orders-auditor-stream");
  const published = batchOf(context, "orders-publisher-stream");
  const lines = { linesPerEvent: 1, linesPerInvocation: 1, metricLines: 1, traces: "X19" } as const;
  return [
    step("stream reads", "streamRead", audited.perEvent + published.perEvent, {
      why: "Lambda's pollers read the table's stream for auditor and publisher, free of charge",
      origin: "O8",
    }),
    ...invocationSteps(context, {
      name: "orders-auditor",
      perEvent: audited.perEvent,
      duration: audited.duration(10, milliseconds.table),
      ...lines,
      why: `reads ${audited.records} records of the stream at a time`,
      origin: "O10",
    }),
    ...writeSteps(context.graph, {
      table: "orders-audit",
      size: bytes.auditEntry,
      attributes: ["orderId", "version", "actor", "at"],
      indexOrigins: { ActorIndex: "O10" },
      why: "one conditional put: who did what",
      origin: "O10",
    }),
    ...invocationSteps(context, {
      name: "orders-publisher",
      perEvent: published.perEvent,
      // Messages to the topic and events to the bus are sent together, ten at a time.
      duration: published.duration(10, milliseconds.topic),
      ...lines,
      why: `reads ${published.records} records of the stream at a time`,
      origin: "O8",
    }),
    ...busEventSteps(context),
  ];
}

function busEventSteps({ graph }: StepContext): Step[] {
  return [
    step("event on the bus", "busEvent", 1, {
      why: "the outbox puts OrderPlaced or OrderStatusChanged; PutEvents by tens is paid by the event all the same",
      origin: "O8",
    }),
    ...archiveSteps({ graph }),
  ];
}

/** Archiving of an event, if the bus has an archive. */
export function archiveSteps({ graph }: Pick<StepContext, "graph">): Step[] {
  if (graph.ofType(awsTypes.cloudwatch.eventArchive).length === 0) return [];
  const why = "everything that the bus carries is kept for replays";
  return [{ what: "archive", why, origin: "S1", count: bytes.busEvent, unitPrice: perGigabyteIn.archive / 1000 }];
}
