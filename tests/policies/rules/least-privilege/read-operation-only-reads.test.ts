import { readOperationOnlyReads } from "../../../../policies/rules/least-privilege/read-operation-only-reads";
import { chain, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, grant, role, rolePolicy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

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
