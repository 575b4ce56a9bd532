import { apiOperationCallsItsOwnFunction } from "../../../../policies/rules/reliability/api-operation-calls-its-own-function";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "./shop-parts";

const uri = (name: string) =>
  `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn("function", name)}/invocations`;

const body = (create: string, get: string) =>
  JSON.stringify({
    paths: {
      "/orders": { post: operation("createOrder", create) },
      "/orders/{orderId}": { get: operation("getOrder", get) },
    },
  });

function operation(operationId: string, name: string): object {
  return { operationId, "x-amazon-apigateway-integration": { type: "aws_proxy", uri: uri(name) } };
}

testRule(apiOperationCallsItsOwnFunction, {
  valid: [
    resource(t.function, "orders-create"),
    resource(t.function, "orders-get"),
    resource(t.api, "api", { body: body("orders-create", "orders-get") }),
  ],
  refuses: {
    "functions that are swapped": [
      set("api", "body", body("orders-get", "orders-create")),
      /orders\.post.*uri is orders-get, wanted a function with 'create' in its name/,
    ],
    "one function for two operations": [
      set("api", "body", body("orders-get", "orders-get")),
      /uri is orders-get, wanted another function than body.paths.\/orders.post calls/,
    ],
  },
});
