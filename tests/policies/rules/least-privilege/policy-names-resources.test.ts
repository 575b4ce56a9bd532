import { policyNamesResources } from "../../../../policies/rules/least-privilege/policy-names-resources";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, arn, grant, policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const everything = policy(grant("dynamodb:*", "*"));
const boundary = resource("aws:iam/policy:Policy", "bounds", { policy: everything });

testRule(policyNamesResources, {
  valid: shop,
  passing: [
    {
      title: "a policy that only bounds roles, for nothing attaches it",
      resources: [boundary, resource(types.role, "bounded", { permissionsBoundary: boundary.state.arn })],
    },
    {
      title: "an action without a resource level that is limited by a condition",
      resources: also(
        shop,
        name,
        grant("cloudwatch:PutMetricData", "*", { Condition: { StringEquals: { "cloudwatch:namespace": "shop" } } }),
      ),
    },
  ],
  failing: [
    {
      title: "every table",
      change: (valid) => statement(valid, name, at.table, { Resource: "*" }),
      ...bearer,
      says: /Statement\[4\]\.Resource is \*, wanted the ARNs that dynamodb:GetItem is about/,
    },
    {
      title: "a star among ARNs",
      change: (valid) => statement(valid, name, at.table, { Resource: [arns.table, "*"] }),
      ...bearer,
      says: /is \*/,
    },
    {
      title: "every table of the account",
      change: (valid) => statement(valid, name, at.table, { Resource: arn("dynamodb", "table/*") }),
      ...bearer,
      says: /table\/\*, wanted an ARN with service, account/,
    },
    {
      title: "every topic of the account",
      change: (valid) => statement(valid, name, at.publish, { Resource: arn("sns", "*") }),
      ...bearer,
      says: /:\*, wanted an ARN/,
    },
    {
      title: "a table of any account",
      change: (valid) => statement(valid, name, at.table, { Resource: arns.table.replace("123456789012", "*") }),
      ...bearer,
      says: /:\*:table\/shop-table/,
    },
    {
      title: "a table of any region",
      change: (valid) => statement(valid, name, at.table, { Resource: arns.table.replace("eu-central-1", "*") }),
      ...bearer,
      says: /dynamodb:\*:/,
    },
    {
      title: "traces on an ARN, which grants nothing",
      change: (valid) => statement(valid, name, at.traces, { Resource: arns.topic }),
      ...bearer,
      says: /wanted \* for xray:PutTelemetryRecords/,
    },
    {
      title: "every namespace of metrics",
      change: (valid) => also(valid, name, grant("cloudwatch:PutMetricData", "*")),
      ...bearer,
      says: /wanted the ARNs that cloudwatch:PutMetricData is about/,
    },
    {
      title: "keys of any kind",
      change: (valid) => also(valid, name, grant("kms:CreateKey", "*")),
      ...bearer,
      says: /wanted a condition for kms:CreateKey, such as kms:/,
    },
    {
      title: "a boundary that is attached as well",
      change: () => [
        boundary,
        resource(types.role, "bounded", { permissionsBoundary: boundary.state.arn }),
        resource(types.attachment, "attached", { role: "bounded", policyArn: boundary.state.arn }),
      ],
      type: boundary.type,
      name: "bounds",
      says: /is \*/,
    },
  ],
});
