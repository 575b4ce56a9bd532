import { policyNamesResources } from "../../../../policies/rules/least-privilege/policy-names-resources";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, arn, grant, policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const everything = policy(grant("dynamodb:*", "*"));
const boundary = resource("aws:iam/policy:Policy", "bounds", { policy: everything });

testRule(policyNamesResources, {
  valid: shop,
  passes: {
    "a policy that only bounds roles, for nothing attaches it": [
      boundary,
      resource(types.role, "bounded", { permissionsBoundary: boundary.state.arn }),
    ],
    "an action without a resource level that is limited by a condition": also(
      name,
      grant("cloudwatch:PutMetricData", "*", { Condition: { StringEquals: { "cloudwatch:namespace": "shop" } } }),
    ),
  },
  refuses: {
    "every table": [
      statement(name, at.table, { Resource: "*" }),
      /Statement\[4\]\.Resource is \*, wanted the ARNs that dynamodb:GetItem is about/,
    ],
    "a star among ARNs": [statement(name, at.table, { Resource: [arns.table, "*"] }), /is \*/],
    "every table of the account": [
      statement(name, at.table, { Resource: arn("dynamodb", "table/*") }),
      /table\/\*, wanted an ARN with service, account/,
    ],
    "every topic of the account": [statement(name, at.publish, { Resource: arn("sns", "*") }), /:\*, wanted an ARN/],
    "a table of any account": [
      statement(name, at.table, { Resource: arns.table.replace("123456789012", "*") }),
      /:\*:table\/shop-table/,
    ],
    "a table of any region": [
      statement(name, at.table, { Resource: arns.table.replace("eu-central-1", "*") }),
      /dynamodb:\*:/,
    ],
    "traces on an ARN, which grants nothing": [
      statement(name, at.traces, { Resource: arns.topic }),
      /wanted \* for xray:PutTelemetryRecords/,
    ],
    "every namespace of metrics": [
      also(name, grant("cloudwatch:PutMetricData", "*")),
      /wanted the ARNs that cloudwatch:PutMetricData is about/,
    ],
    "keys of any kind": [also(name, grant("kms:CreateKey", "*")), /wanted a condition for kms:CreateKey, such as kms:/],
    "a boundary that is attached as well": [
      () => [
        boundary,
        resource(types.role, "bounded", { permissionsBoundary: boundary.state.arn }),
        resource(types.attachment, "attached", { role: "bounded", policyArn: boundary.state.arn }),
      ],
      "bounds",
      /is \*/,
    ],
  },
});
