import * as pulumi from "@pulumi/pulumi";
import { buildOpenApiDocument } from "../../functions/contracts/orders/openapi";
import { ApiDomain } from "../blocks/api-domain";
import type { DeclaredDashboard } from "../blocks/dashboard";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { RestApi } from "../blocks/rest-api";
import type { Table } from "../blocks/table";
import { WebAcl } from "../blocks/web-acl";
import type { PipelineSummary } from "../monitoring/overview";
import type { LogicalName } from "../naming";
import { pipelines } from "../pipelines";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { orderAlarms } from "./alarms";
import { type ApiFunctions, apiFunctions } from "./api-functions";
import { ordersDashboard, orderTotals } from "./dashboard";
import { auditorFunction, publisherFunction, type ShopEvents } from "./stream-functions";
import { auditTable, ordersTable } from "./tables";

export interface OrdersArgs extends FunctionSharedArgs {
  /** Topic and bus that receive changes of orders. */
  readonly events: ShopEvents;
}

/** API -> functions -> table; its stream -> audit table, and -> confirmations topic and shop bus. */
export class Orders extends pulumi.ComponentResource {
  readonly table: Table;
  readonly audit: Table;
  readonly functions: ApiFunctions;
  readonly publisher: LambdaFunction;
  readonly auditor: LambdaFunction;
  readonly publisherFailures: DeadLetterQueue;
  readonly auditorFailures: DeadLetterQueue;
  readonly api: RestApi;
  /** Not everywhere: see `wafEnabled` and `apiDomain`. */
  readonly webAcl: WebAcl | undefined;
  readonly domain: ApiDomain | undefined;
  readonly dashboard: DeclaredDashboard;

  constructor(name: LogicalName, args: OrdersArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Orders"), name, {}, opts);
    const { stack, key, alertsTopicArn } = args;
    const sharedArgs = { stack, key, alertsTopicArn };
    this.table = ordersTable(sharedArgs, this);
    this.audit = auditTable(sharedArgs, this);
    this.functions = apiFunctions(args, this.table, this);
    this.api = new RestApi(
      "orders-api",
      {
        ...sharedArgs,
        description: "Orders of the shop",
        document: buildOpenApiDocument(),
        operations: {
          createOrder: this.functions.create,
          getOrder: this.functions.get,
          listCustomerOrders: this.functions.list,
          updateOrderStatus: this.functions.updateStatus,
        },
        authorizer: this.functions.authorizer,
      },
      { parent: this },
    );
    const { wafEnabled, apiDomain } = stack.config;
    if (wafEnabled)
      this.webAcl = new WebAcl("orders-web-acl", { ...sharedArgs, stageArn: this.api.stageArn }, { parent: this });
    if (apiDomain !== undefined)
      this.domain = new ApiDomain(
        "orders-domain",
        { ...sharedArgs, settings: apiDomain, api: this.api },
        { parent: this },
      );
    this.publisherFailures = new DeadLetterQueue("orders-publisher-failures", sharedArgs, { parent: this });
    this.auditorFailures = new DeadLetterQueue("orders-auditor-failures", sharedArgs, { parent: this });
    this.publisher = publisherFunction(args, this.table, args.events, this.publisherFailures, this);
    this.auditor = auditorFunction(args, this.table, this.audit, this.auditorFailures, this);
    orderAlarms(sharedArgs, this);
    this.dashboard = ordersDashboard(stack, this, this);
    this.registerOutputs({ apiUrl: this.domain?.url ?? this.api.url });
  }
}

/** This pipeline on the overview dashboard. */
export function ordersSummary(stack: StackContext, pipeline: Orders): PipelineSummary {
  return {
    title: pipelines.orders.title,
    dashboardUrl: pipeline.dashboard.url,
    totals: orderTotals(stack),
    deadLetterQueues: [pipeline.publisherFailures.target, pipeline.auditorFailures.target],
  };
}

/** The stack's outputs of this pipeline. */
export function ordersOutputs(pipeline: Orders) {
  const { create, get, list, updateStatus, authorizer } = pipeline.functions;
  return {
    apiUrl: pipeline.domain?.url ?? pipeline.api.url,
    ...(pipeline.domain !== undefined && { apiDomainTarget: pipeline.domain.target }),
    apiId: pipeline.api.id,
    apiName: pipeline.api.name,
    stageName: pipeline.api.stageName,
    tableName: pipeline.table.name,
    tableArn: pipeline.table.arn,
    auditTableName: pipeline.audit.name,
    publisherFailureQueueUrl: pipeline.publisherFailures.url,
    auditorFailureQueueUrl: pipeline.auditorFailures.url,
    dashboardUrl: pipeline.dashboard.url,
    functionNames: {
      create: create.functionName,
      get: get.functionName,
      list: list.functionName,
      updateStatus: updateStatus.functionName,
      authorizer: authorizer.functionName,
      publisher: pipeline.publisher.functionName,
      auditor: pipeline.auditor.functionName,
    },
  };
}
