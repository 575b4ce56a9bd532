import { permissionNamesItsCaller } from "../../../../policies/rules/least-privilege/permission-names-its-caller";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, arn, types } from "./fixture";
import { arns, shop } from "./shop";

const byTopic = { type: types.permission, name: "by-topic" } as const;
const byApi = { type: types.permission, name: "by-api" } as const;
const api = arn("execute-api", "abc");
const shared = { action: "lambda:InvokeFunction", function: "shop-sender", qualifier: "live" };

testRule(permissionNamesItsCaller, {
  valid: [
    ...shop,
    resource(
      "aws:apigateway/restApi:RestApi",
      "shop-api",
      { body: JSON.stringify({ paths: { "/orders/{orderId}": { get: {} } } }) },
      { outputs: { executionArn: api } },
    ),
    resource("aws:s3/bucket:Bucket", "shop-files", {}, { outputs: { arn: "arn:aws:s3:::shop-files" } }),
    resource(types.permission, "by-topic", { ...shared, principal: "sns.amazonaws.com", sourceArn: arns.topic }),
    resource(types.permission, "by-api", {
      ...shared,
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api}/prod/GET/orders/*`,
    }),
    resource(types.permission, "by-files", {
      ...shared,
      principal: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::shop-files",
      sourceAccount: account,
    }),
  ],
  failing: [
    {
      title: "everybody",
      change: (valid) => set(valid, "by-topic", "principal", "*"),
      ...byTopic,
      says: /principal is \*, wanted one service/,
    },
    {
      title: "an account",
      change: (valid) => set(valid, "by-topic", "principal", "210987654321"),
      ...byTopic,
      says: /principal is 210987654321/,
    },
    {
      title: "every action",
      change: (valid) => set(valid, "by-topic", "action", "lambda:*"),
      ...byTopic,
      says: /action is lambda:\*, wanted lambda:InvokeFunction/,
    },
    {
      title: "no source",
      change: (valid) => drop(valid, "by-topic", "sourceArn"),
      ...byTopic,
      says: /sourceArn is not set/,
    },
    {
      title: "every topic of the account",
      change: (valid) => set(valid, "by-topic", "sourceArn", arn("sns", "*")),
      ...byTopic,
      says: /wanted the ARN of exactly one resource/,
    },
    {
      title: "a topic of another account",
      change: (valid) => set(valid, "by-topic", "sourceArn", "arn:aws:sns:eu-central-1:210987654321:news-topic"),
      ...byTopic,
      says: /wanted an ARN of the account 123456789012/,
    },
    {
      title: "a topic that is not there",
      change: (valid) => set(valid, "by-topic", "sourceArn", `${arns.topic}-2`),
      ...byTopic,
      says: /wanted the ARN of a resource of this stack/,
    },
    {
      title: "another account beside the source",
      change: (valid) => set(valid, "by-topic", "sourceAccount", "210987654321"),
      ...byTopic,
      says: /sourceAccount is 210987654321, wanted 123456789012/,
    },
    {
      title: "a bucket of any account",
      change: (valid) => drop(valid, "by-files", "sourceAccount"),
      type: types.permission,
      name: "by-files",
      says: /or sourceAccount beside it/,
    },
    {
      title: "a URL without authorization",
      change: (valid) => set(valid, "by-topic", "functionUrlAuthType", "NONE"),
      ...byTopic,
      says: /functionUrlAuthType is NONE/,
    },
    {
      title: "every stage",
      change: (valid) => set(valid, "by-api", "sourceArn", `${api}/*/GET/orders`),
      ...byApi,
      says: /wanted one stage/,
    },
    {
      title: "every method",
      change: (valid) => set(valid, "by-api", "sourceArn", `${api}/prod/*/orders`),
      ...byApi,
      says: /wanted one method/,
    },
    {
      title: "every path",
      change: (valid) => set(valid, "by-api", "sourceArn", `${api}/prod/GET/*`),
      ...byApi,
      says: /wanted a path/,
    },
    {
      title: "another API",
      change: (valid) => set(valid, "by-api", "sourceArn", `${api}d/prod/GET/orders`),
      ...byApi,
      says: /wanted an API of this stack/,
    },
    {
      title: "an operation that the API does not have",
      change: (valid) => set(valid, "by-api", "sourceArn", `${api}/prod/GET/orders`),
      ...byApi,
      says: /wanted an operation of 'shop-api'/,
    },
    {
      title: "authorizers by a pattern",
      change: (valid) => set(valid, "by-api", "sourceArn", `${api}/authorizers/a*`),
      ...byApi,
      says: /wanted an authorizer/,
    },
  ],
});
