import { policyPrincipalsAreKnown } from "../../../../policies/rules/least-privilege/policy-principals-are-known";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, also, policy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

const queuePolicy = { type: types.queuePolicy, name: "shop-queue-policy" } as const;
const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arns.queue };
const allow = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "sqs:SendMessage",
  Resource: arns.queue,
};
const anybody = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:Publish", Resource: "*" };
const to = (principal: unknown) => ({ Principal: principal });
const permission = "aws:cloudwatch/eventPermission:EventPermission";

testRule(policyPrincipalsAreKnown, {
  valid: [...shop, resource(types.queuePolicy, "shop-queue-policy", { policy: policy(deny, allow) })],
  passing: [
    {
      title: "a service",
      resources: statement(
        [...shop, resource(types.queuePolicy, "shop-queue-policy", { policy: policy(allow) })],
        "shop-queue-policy",
        0,
        to({ Service: "logs.eu-central-1.amazonaws.com" }),
      ),
    },
  ],
  failing: [
    {
      title: "everybody",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to("*")),
      ...queuePolicy,
      says: /Statement\[1\]\.Principal is \*/,
    },
    {
      title: "every AWS principal",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ AWS: "*" })),
      ...queuePolicy,
      says: /Principal is \*/,
    },
    {
      title: "everybody under a condition",
      change: (valid) =>
        statement(valid, "shop-queue-policy", 1, {
          ...to("*"),
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
        }),
      ...queuePolicy,
      says: /Principal is \*/,
    },
    {
      title: "everybody smuggled into a list",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ AWS: [allow.Principal.AWS, "*"] })),
      ...queuePolicy,
      says: /Principal is \*/,
    },
    {
      title: "everybody beside a service",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ Service: "sns.amazonaws.com", AWS: "*" })),
      ...queuePolicy,
      says: /Principal is \*/,
    },
    {
      title: "a deny to everybody that was turned around",
      change: (valid) => statement(valid, "shop-queue-policy", 0, { Effect: "Allow" }),
      ...queuePolicy,
      says: /Statement\[0\]\.Principal is \*/,
    },
    {
      title: "another account",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ AWS: "arn:aws:iam::210987654321:root" })),
      ...queuePolicy,
      says: /210987654321:root, wanted a service, or a role/,
    },
    {
      title: "a bare account id",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ AWS: "210987654321" })),
      ...queuePolicy,
      says: /is 210987654321/,
    },
    {
      title: "every role of the account by a pattern",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ AWS: `arn:aws:iam::${account}:role/*` })),
      ...queuePolicy,
      says: /role\/\*/,
    },
    {
      title: "every service",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ Service: "*" })),
      ...queuePolicy,
      says: /is \*/,
    },
    {
      title: "an identity provider",
      change: (valid) => statement(valid, "shop-queue-policy", 1, to({ Federated: "graph.facebook.com" })),
      ...queuePolicy,
      says: /graph\.facebook\.com/,
    },
    {
      title: "one statement more for another account",
      change: (valid) =>
        also(valid, "shop-queue-policy", { ...allow, ...to({ AWS: "arn:aws:iam::210987654321:role/x" }) }),
      ...queuePolicy,
      says: /Statement\[2\]\.Principal/,
    },
    ...(
      [
        [types.queue, "shop-queue"],
        [types.topic, "news-topic"],
        [types.key, "shop-key"],
      ] as const
    ).map(([type, name]) => ({
      title: `everybody in the own policy of ${name}`,
      change: () => set(shop, name, "policy", policy(anybody)),
      type,
      name,
      says: /policy\.Statement\[0\]\.Principal is \*/,
    })),
    ...[
      "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
      "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
      "aws:kms/keyPolicy:KeyPolicy",
      types.topicPolicy,
    ].map((type) => ({
      title: `everybody in ${type}`,
      change: () => [...shop, resource(type, "open", { policy: policy(anybody) })],
      type,
      name: "open",
      says: /Principal is \*/,
    })),
    {
      title: "a bus that everybody may put events on",
      change: (valid) => [...valid, resource(permission, "open", { principal: "*" })],
      type: permission,
      name: "open",
      says: /principal is \*/,
    },
    {
      title: "a bus for another account",
      change: (valid) => [...valid, resource(permission, "open", { principal: "210987654321" })],
      type: permission,
      name: "open",
      says: /principal is 2109/,
    },
  ],
});
