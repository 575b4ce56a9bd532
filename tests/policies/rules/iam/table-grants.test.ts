import { indexesAreGrantedByName, readOperationOnlyReads } from "../../../../policies/rules/iam/table-grants";
import { chain, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, shop } from "../../../support/policies/shops/granted";
import { arn, grant, role, rolePolicy, statement, types } from "../../../support/policies/shops/granted-parts";

const table = "aws:dynamodb/table:Table";
const lambda = "aws:lambda/function:Function";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const tableArn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders-prod";
const policy = (Resource: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "dynamodb:Query", Resource }] });
const index = { name: "CustomerIndex", hashKey: "customerId", projectionType: "ALL" };

testRule(indexesAreGrantedByName, {
  valid: [
    resource(
      table,
      "orders",
      { name: "orders-prod", globalSecondaryIndexes: [index] },
      { outputs: { arn: tableArn, id: "orders-prod" } },
    ),
    resource("aws:iam/role:Role", "role", { name: "list-role" }),
    resource(policyType, "policy", { role: "list-role", policy: policy(`${tableArn}/index/CustomerIndex`) }),
    resource(lambda, "list", {
      name: "list-prod",
      role: "list-role",
      environment: { variables: { TABLE_NAME: "orders-prod", CUSTOMER_INDEX_NAME: "CustomerIndex" } },
    }),
  ],
  refuses: {
    "a right on the table in place of the index": [
      set("policy", "policy", policy(tableArn)),
      "list",
      /role is no such right on .*\/index\/CustomerIndex, wanted dynamodb:Query/,
    ],
    "the name of an index that is not there": [
      set("list", "environment.variables.CUSTOMER_INDEX_NAME", "CustomerIdIndex"),
      /CUSTOMER_INDEX_NAME is CustomerIdIndex, wanted an index of a table/,
    ],
    "an index with keys only": [
      set("orders", "globalSecondaryIndexes.0.projectionType", "KEYS_ONLY"),
      /CustomerIndex.projectionType is KEYS_ONLY, wanted ALL, for 'list' reads it/,
    ],
  },
});

const name = "shop-get-policy";
const own = arn("lambda", "function:shop-get");
const permission = { action: "lambda:InvokeFunction", function: "shop-get", principal: "apigateway.amazonaws.com" };
const reading = role("shop-get-role");

testRule(readOperationOnlyReads, {
  valid: [
    ...shop,
    reading,
    resource(types.function, "shop-get", { name: "shop-get", role: reading.state.arn }, { outputs: { arn: own } }),
    resource(types.permission, "get", { ...permission, sourceArn: arn("execute-api", "abc/prod/GET/orders/*") }),
    rolePolicy(
      name,
      "shop-get-role",
      grant(["dynamodb:GetItem", "dynamodb:Query"], [arns.table, arns.index]),
      grant("dynamodb:PutItem", arns.errors),
    ),
  ],
  passes: {
    "a function that also serves another method": [
      ...shop,
      reading,
      resource(types.function, "shop-get", { name: "shop-get", role: reading.state.arn }),
      resource(types.permission, "get", { ...permission, sourceArn: arn("execute-api", "abc/prod/POST/orders") }),
      rolePolicy(name, "shop-get-role", grant("dynamodb:PutItem", arns.table)),
    ],
  },
  refuses: {
    "a right to write behind GET": [
      statement(name, 0, { Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"] }),
      /Statement\[0\]\.Action is dynamodb:UpdateItem, wanted actions that only read/,
    ],
    "a right to write for an authorizer": [
      chain(
        statement(name, 0, { Action: "dynamodb:PutItem" }),
        set("get", "sourceArn", arn("execute-api", "abc/authorizers/*")),
      ),
      "shop-get-policy",
      /is dynamodb:PutItem/,
    ],
  },
});
