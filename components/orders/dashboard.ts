import type * as pulumi from "@pulumi/pulumi";
import { metrics, orderFailureKinds, tokenRefusals } from "../../functions/contracts/metric-catalog";
import type { ApiDomain } from "../blocks/api-domain";
import { type DeclaredDashboard, dashboard } from "../blocks/dashboard";
import type { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { LambdaFunction } from "../blocks/function";
import type { RestApi } from "../blocks/rest-api";
import type { Table } from "../blocks/table";
import type { WebAcl } from "../blocks/web-acl";
import { apiGraphs, blockedRequestsGraph, certificateGraph } from "../blocks/widgets/api";
import { customLines, customSearch, lostEntriesGraph } from "../blocks/widgets/custom";
import { functionGraphs, streamGraph } from "../blocks/widgets/function";
import { destinationLine, lossGraph } from "../blocks/widgets/lost";
import { deadLettersGraph } from "../blocks/widgets/queue";
import { throttlesGraph } from "../blocks/widgets/table";
import type { StackContext } from "../stack";
import type { ApiFunctions } from "./api-functions";

const service = "orders";

/** The parts of the pipeline that the dashboard shows. */
export interface OrdersParts {
  readonly api: RestApi;
  readonly webAcl: WebAcl | undefined;
  readonly domain: ApiDomain | undefined;
  readonly functions: ApiFunctions;
  readonly publisher: LambdaFunction;
  readonly auditor: LambdaFunction;
  readonly publisherFailures: DeadLetterQueue;
  readonly auditorFailures: DeadLetterQueue;
  readonly table: Table;
  readonly audit: Table;
}

/** Orders from the API to the outbox. */
export function ordersDashboard(
  stack: StackContext,
  pipeline: OrdersParts,
  parent: pulumi.Resource,
): DeclaredDashboard {
  const { api, webAcl, domain, functions, publisher, auditor } = pipeline;
  const all = [...Object.values(functions), publisher, auditor];
  return dashboard(
    "orders-dashboard",
    {
      stack,
      widgets: [
        { kind: "totals", title: "Orders in 24 hours", lines: orderTotals(stack) },
        {
          kind: "graph",
          title: "Orders",
          lines: customLines(stack, {
            Placed: { metric: metrics.ordersPlaced, service },
            "Asked for again": { metric: metrics.ordersReplayed, service },
          }),
        },
        { kind: "graph", title: "Order value by currency", lines: [customSearch(stack, metrics.orderValue, service)] },
        {
          kind: "graph",
          title: "Status changes by new status",
          lines: [customSearch(stack, metrics.orderStatusChanged, service)],
        },
        {
          kind: "graph",
          title: "Refused and failed requests by kind",
          lines: orderFailureKinds.flatMap((kind) =>
            customLines(stack, { [kind]: { metric: metrics.orderFailures, service, extra: { kind } } }),
          ),
        },
        {
          kind: "graph",
          title: "Refused tokens by reason",
          lines: tokenRefusals.flatMap((reason) =>
            customLines(stack, { [reason]: { metric: metrics.tokensRefused, service, extra: { reason } } }),
          ),
        },
        ...apiGraphs({ apiName: api.name, stageName: api.stageName }),
        ...(webAcl === undefined ? [] : [blockedRequestsGraph(webAcl.blocked)]),
        ...(domain === undefined ? [] : [certificateGraph(domain.certificateArn)]),
        {
          kind: "graph",
          title: "What the stream led to",
          lines: customLines(stack, {
            "Messages published": { metric: metrics.eventsPublished, service },
            "Audit entries": { metric: metrics.auditEntriesWritten, service },
            "Records handed back": { metric: metrics.retriesScheduled, service },
          }),
        },
        streamGraph([publisher.target, auditor.target]),
        deadLettersGraph([pipeline.publisherFailures.target, pipeline.auditorFailures.target]),
        lossGraph([destinationLine(publisher.name), destinationLine(auditor.name)]),
        throttlesGraph([...pipeline.table.targets, ...pipeline.audit.targets]),
        lostEntriesGraph(stack, service),
        ...functionGraphs(all.map(({ target }) => target)),
      ],
    },
    parent,
  );
}

/** The most important metrics of this pipeline. */
export function orderTotals(stack: StackContext) {
  return customLines(stack, {
    "Orders placed": { metric: metrics.ordersPlaced, service },
    "Requests failed for reasons of ours": { metric: metrics.orderFailures, service, extra: { kind: "internal" } },
  });
}
