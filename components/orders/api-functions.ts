import type * as pulumi from "@pulumi/pulumi";
import { type FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import { onTable } from "../blocks/grants";
import type { Table } from "../blocks/table";
import { CUSTOMER_INDEX } from "./tables";

/** The functions behind the API, one per operation so that each has only its own grants, and the authorizer. */
export interface ApiFunctions {
  readonly create: LambdaFunction;
  readonly get: LambdaFunction;
  readonly list: LambdaFunction;
  readonly updateStatus: LambdaFunction;
  readonly authorizer: LambdaFunction;
}

export function apiFunctions(args: FunctionSharedArgs, table: Table, parent: pulumi.Resource): ApiFunctions {
  const { config } = args.stack;
  const common = {
    ...args,
    ...(config.apiReservedConcurrency !== undefined && { reservedConcurrency: config.apiReservedConcurrency }),
  };
  const orders = {
    ORDERS_TABLE_NAME: table.name,
    STAFF_SCOPE: config.staffScope,
    CORS_ALLOWED_ORIGINS: config.corsAllowedOrigins.join(","),
  };
  // Without a limit the function counts no orders, so it needs no right to read them.
  const limited = config.ordersPerCustomer > 0;
  const options = { parent };
  return {
    create: new LambdaFunction(
      "orders-create",
      {
        ...common,
        entry: "orders/create",
        description: "Places an order, once per Idempotency-Key",
        environment: {
          ...orders,
          ORDER_RETENTION_DAYS: String(config.orderRetentionDays),
          ORDER_RECIPIENT: config.orderRecipient,
          ORDERS_PER_CUSTOMER: String(config.ordersPerCustomer),
          ...(limited && {
            ORDERS_PER_CUSTOMER_MINUTES: String(config.ordersPerCustomerMinutes),
            CUSTOMER_INDEX_NAME: CUSTOMER_INDEX,
          }),
        },
        grants: [
          onTable(["dynamodb:GetItem", "dynamodb:PutItem"], table.arn),
          ...(limited ? [onTable(["dynamodb:Query"], table.indexArn(CUSTOMER_INDEX))] : []),
        ],
      },
      options,
    ),
    get: new LambdaFunction(
      "orders-get",
      {
        ...common,
        entry: "orders/get",
        description: "Shows an order to its customer or to staff",
        environment: orders,
        grants: [onTable(["dynamodb:GetItem"], table.arn)],
      },
      options,
    ),
    list: new LambdaFunction(
      "orders-list",
      {
        ...common,
        entry: "orders/list",
        description: "Lists the orders of a customer, newest first",
        environment: { ...orders, CUSTOMER_INDEX_NAME: CUSTOMER_INDEX },
        grants: [onTable(["dynamodb:Query"], table.indexArn(CUSTOMER_INDEX))],
      },
      options,
    ),
    updateStatus: new LambdaFunction(
      "orders-update-status",
      {
        ...common,
        entry: "orders/update-status",
        description: "Moves an order to another status, if it may go there",
        environment: orders,
        grants: [onTable(["dynamodb:GetItem", "dynamodb:UpdateItem"], table.arn)],
      },
      options,
    ),
    authorizer: new LambdaFunction(
      "orders-authorizer",
      {
        ...common,
        entry: "orders/authorizer",
        description: "Checks the caller's token",
        // It fetches the issuer's keys.
        callsInternet: true,
        environment: {
          AUTH_ISSUER: config.authIssuer,
          AUTH_AUDIENCE: config.authAudience,
          AUTH_ALGORITHMS: config.authAlgorithms.join(","),
          STAFF_SCOPE: config.staffScope,
          ...(config.staffClaim !== undefined && {
            STAFF_CLAIM: config.staffClaim,
            STAFF_CLAIM_VALUE: config.staffClaimValue,
          }),
          ...(config.authJwksUri !== undefined && { AUTH_JWKS_URI: config.authJwksUri }),
        },
        grants: [],
      },
      options,
    ),
  };
}
