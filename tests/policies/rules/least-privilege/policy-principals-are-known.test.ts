import { policyPrincipalsAreKnown } from "../../../../policies/rules/least-privilege/policy-principals-are-known";
import { resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { account, also, policy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

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
  passes: {
    "a service": statement(
      "shop-queue-policy",
      0,
      to({ Service: "logs.eu-central-1.amazonaws.com" }),
    )([...shop, resource(types.queuePolicy, "shop-queue-policy", { policy: policy(allow) })]),
  },
  refuses: {
    everybody: [statement("shop-queue-policy", 1, to("*")), /Statement\[1\]\.Principal is \*/],
    "every AWS principal": [statement("shop-queue-policy", 1, to({ AWS: "*" })), /Principal is \*/],
    "everybody under a condition": [
      statement("shop-queue-policy", 1, {
        ...to("*"),
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
      }),
      /Principal is \*/,
    ],
    "everybody smuggled into a list": [
      statement("shop-queue-policy", 1, to({ AWS: [allow.Principal.AWS, "*"] })),
      /Principal is \*/,
    ],
    "everybody beside a service": [
      statement("shop-queue-policy", 1, to({ Service: "sns.amazonaws.com", AWS: "*" })),
      /Principal is \*/,
    ],
    "a deny to everybody that was turned around": [
      statement("shop-queue-policy", 0, { Effect: "Allow" }),
      /Statement\[0\]\.Principal is \*/,
    ],
    "another account": [
      statement("shop-queue-policy", 1, to({ AWS: "arn:aws:iam::210987654321:root" })),
      /210987654321:root, wanted a service, or a role/,
    ],
    "a bare account id": [statement("shop-queue-policy", 1, to({ AWS: "210987654321" })), /is 210987654321/],
    "every role of the account by a pattern": [
      statement("shop-queue-policy", 1, to({ AWS: `arn:aws:iam::${account}:role/*` })),
      /role\/\*/,
    ],
    "every service": [statement("shop-queue-policy", 1, to({ Service: "*" })), /is \*/],
    "an identity provider": [
      statement("shop-queue-policy", 1, to({ Federated: "graph.facebook.com" })),
      /graph\.facebook\.com/,
    ],
    "one statement more for another account": [
      also("shop-queue-policy", { ...allow, ...to({ AWS: "arn:aws:iam::210987654321:role/x" }) }),
      /Statement\[2\]\.Principal/,
    ],
    ...casesOf(["shop-queue", "news-topic", "shop-key"], (name) => [
      `everybody in the own policy of ${name}`,
      set(name, "policy", policy(anybody)),
      /policy\.Statement\[0\]\.Principal is \*/,
    ]),
    ...casesOf(
      [
        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
        "aws:kms/keyPolicy:KeyPolicy",
        types.topicPolicy,
      ],
      (type) => [
        `everybody in ${type}`,
        (valid) => [...valid, resource(type, "open", { policy: policy(anybody) })],
        "open",
        /Principal is \*/,
      ],
    ),
    "a bus that everybody may put events on": [
      (valid) => [...valid, resource(permission, "open", { principal: "*" })],
      "open",
      /principal is \*/,
    ],
    "a bus for another account": [
      (valid) => [...valid, resource(permission, "open", { principal: "210987654321" })],
      "open",
      /principal is 2109/,
    ],
  },
});
