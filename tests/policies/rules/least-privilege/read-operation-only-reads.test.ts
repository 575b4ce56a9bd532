import { readOperationOnlyReads } from "../../../../policies/rules/least-privilege/read-operation-only-reads";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, grant, role, rolePolicy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

const name = "shop-get-policy";
const bearer = { type: types.rolePolicy, name } as const;
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
  passing: [
    {
      title: "a function that also serves another method",
      resources: [
        ...shop,
        reading,
        resource(types.function, "shop-get", { name: "shop-get", role: reading.state.arn }),
        resource(types.permission, "get", { ...permission, sourceArn: arn("execute-api", "abc/prod/POST/orders") }),
        rolePolicy(name, "shop-get-role", grant("dynamodb:PutItem", arns.table)),
      ],
    },
  ],
  failing: [
    {
      title: "a right to write behind GET",
      change: (valid) => statement(valid, name, 0, { Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"] }),
      ...bearer,
      says: /Statement\[0\]\.Action is dynamodb:UpdateItem, wanted actions that only read/,
    },
    {
      title: "a right to write for an authorizer",
      change: (valid) =>
        set(
          statement(valid, name, 0, { Action: "dynamodb:PutItem" }),
          "get",
          "sourceArn",
          arn("execute-api", "abc/authorizers/*"),
        ),
      ...bearer,
      says: /is dynamodb:PutItem/,
    },
  ],
});
