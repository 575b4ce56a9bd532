import { permissionNamesItsCaller } from "../../../../policies/rules/least-privilege/permission-names-its-caller";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, arn, types } from "./fixture";
import { arns, shop } from "./shop";

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
  refuses: {
    everybody: [set("by-topic", "principal", "*"), /principal is \*, wanted one service/],
    "an account": [set("by-topic", "principal", "210987654321"), /principal is 210987654321/],
    "every action": [set("by-topic", "action", "lambda:*"), /action is lambda:\*, wanted lambda:InvokeFunction/],
    "no source": [drop("by-topic", "sourceArn"), /sourceArn is not set/],
    "every topic of the account": [
      set("by-topic", "sourceArn", arn("sns", "*")),
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
