import {
  functionsAdmitInvokers,
  functionUrlIsClosed,
  permissionNamesItsCaller,
} from "../../../../policies/rules/lambda/permissions";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, shop as grantedShop } from "../../../support/policies/shops/granted";
import { account, arn as grantedArn, types } from "../../../support/policies/shops/granted-parts";
import { shop } from "../../../support/policies/shops/wired";
import { arn, t } from "../../../support/policies/shops/wired-parts";

testRule(functionsAdmitInvokers, {
  valid: shop,
  passes: {
    "a service whose calls the stack does not declare": [
      ...shop,
      resource(t.permission, "bucket-permission", { function: "reader", principal: "s3.amazonaws.com" }),
    ],
  },
  refuses: {
    "a function without a permission for its topic": [
      without("reader-permission"),
      "reading",
      /wanted a Permission of 'reader' \(live\) for sns.amazonaws.com from .*news/,
    ],
    "a permission for another topic": [
      set("reader-permission", "sourceArn", arn("topic", "other")),
      /wanted function, alias and source of something in this stack that calls it/,
    ],
    "a permission on the function itself": [
      drop("reader-permission", "qualifier"),
      "reading",
      /no permission that fits/,
    ],
    "a permission on another alias": [
      set("reader-permission", "qualifier", "old"),
      "reading",
      /no permission that fits/,
    ],
    "a permission of another function": [
      set("reader-permission", "function", "worker"),
      "reading",
      /no permission that fits/,
    ],
    "more than invoking": [set("reader-permission", "action", "lambda:*"), "reading", /no permission that fits/],
    everybody: [set("reader-permission", "principal", "*"), "reading", /no permission that fits/],
    "another service": [
      set("reader-permission", "principal", "events.amazonaws.com"),
      /function, qualifier, sourceArn is reader, live/,
    ],
    "a permission without its account": [
      drop("reader-permission", "sourceAccount"),
      /sourceAccount is not set, wanted 123456789012/,
    ],
    "a permission with another account": [
      set("reader-permission", "sourceAccount", "999999999999"),
      /sourceAccount is 999999999999/,
    ],
    "every operation of an API": [
      set("clerk-permission", "sourceArn", "arn:aws:execute-api:eu-central-1:123456789012:api/*/*/*"),
      "api",
      /from .*api\/v1\/POST\/orders\/\*/,
    ],
    "a permission for another stage": [set("stage", "stageName", "v2"), "api", /from .*api\/v2\/POST/],
    "an authorizer that may not be asked": [
      without("authorizer-permission"),
      "api",
      /securitySchemes.people is no permission that fits/,
    ],
    "a permission that nobody uses any more": [
      without("reading"),
      "reader-permission",
      /function, qualifier, sourceArn is reader, live/,
    ],
  },
});

const api = grantedArn("execute-api", "abc");
const shared = { action: "lambda:InvokeFunction", function: "shop-sender", qualifier: "live" };

testRule(permissionNamesItsCaller, {
  valid: [
    ...grantedShop,
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
  refuses: {
    everybody: [set("by-topic", "principal", "*"), /principal is \*, wanted one service/],
    "an account": [set("by-topic", "principal", "210987654321"), /principal is 210987654321/],
    "every action": [set("by-topic", "action", "lambda:*"), /action is lambda:\*, wanted lambda:InvokeFunction/],
    "no source": [drop("by-topic", "sourceArn"), /sourceArn is not set/],
    "every topic of the account": [
      set("by-topic", "sourceArn", grantedArn("sns", "*")),
      /wanted the ARN of exactly one resource/,
    ],
    "a topic of another account": [
      set("by-topic", "sourceArn", "arn:aws:sns:eu-central-1:210987654321:news-topic"),
      /wanted an ARN of the account 123456789012/,
    ],
    "a topic that is not there": [
      set("by-topic", "sourceArn", `${arns.topic}-2`),
      /wanted the ARN of a resource of this stack/,
    ],
    "another account beside the source": [
      set("by-topic", "sourceAccount", "210987654321"),
      /sourceAccount is 210987654321, wanted 123456789012/,
    ],
    "a bucket of any account": [drop("by-files", "sourceAccount"), /or sourceAccount beside it/],
    "a URL without authorization": [set("by-topic", "functionUrlAuthType", "NONE"), /functionUrlAuthType is NONE/],
    "every stage": [set("by-api", "sourceArn", `${api}/*/GET/orders`), /wanted one stage/],
    "every method": [set("by-api", "sourceArn", `${api}/prod/*/orders`), /wanted one method/],
    "every path": [set("by-api", "sourceArn", `${api}/prod/GET/*`), /wanted a path/],
    "another API": [set("by-api", "sourceArn", `${api}d/prod/GET/orders`), /wanted an API of this stack/],
    "an operation that the API does not have": [
      set("by-api", "sourceArn", `${api}/prod/GET/orders`),
      /wanted an operation of 'shop-api'/,
    ],
    "authorizers by a pattern": [set("by-api", "sourceArn", `${api}/authorizers/a*`), /wanted an authorizer/],
  },
});

const functionUrlType = "aws:lambda/functionUrl:FunctionUrl";

testRule(functionUrlIsClosed, {
  valid: [
    resource(functionUrlType, "url", {
      authorizationType: "AWS_IAM",
      cors: { allowOrigins: ["https://shop.example.com"] },
    }),
    resource(functionUrlType, "silent", { authorizationType: "AWS_IAM" }),
  ],
  refuses: {
    "an open address": [set("url", "authorizationType", "NONE"), /authorizationType is NONE, wanted AWS_IAM/],
    "no authorization said": [drop("url", "authorizationType"), /authorizationType is not set/],
    "every origin": [set("url", "cors.allowOrigins", ["https://shop.example.com", "*"]), /cors.allowOrigins is/],
  },
});
