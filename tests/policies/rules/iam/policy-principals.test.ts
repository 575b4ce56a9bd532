import {
  policyPrincipalsAreKnown,
  policyServicesGiveTheirSource,
} from "../../../../policies/rules/iam/policy-principals";
import { resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { arns, shop } from "../../../support/policies/shops/granted";
import { account, also, arn, policy, statement, types } from "../../../support/policies/shops/granted-parts";

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

const name = "shop-queue-policy";
const from = (operator: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { "aws:SourceArn": value } },
});
const of = (value: string) => ({ Condition: { StringEquals: { "aws:SourceAccount": value } } });
const servicesAllow = {
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: arns.queue,
};
const logs = {
  ...servicesAllow,
  Principal: { Service: "logs.eu-central-1.amazonaws.com" },
  Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs", "*") } },
};

testRule(policyServicesGiveTheirSource, {
  valid: [
    ...shop,
    resource(types.queuePolicy, name, {
      policy: policy(
        { ...servicesAllow, ...from("ArnEquals", arns.topic) },
        { ...servicesAllow, ...from("ArnLike", arn("sns", "news-*")) },
        logs,
      ),
    }),
  ],
  refuses: {
    "no condition": [
      statement(name, 0, { Condition: undefined }),
      /Statement\[0\]\.Condition is \[\], wanted a source ARN/,
    ],
    "the account alone": [statement(name, 0, of(account)), /wanted aws:SourceArn, for an account has many/],
    "another account": [statement(name, 0, of("210987654321")), /wanted the stack's account 123456789012/],
    "a source that may be missing": [statement(name, 0, from("ArnEqualsIfExists", arns.topic)), /wanted a source ARN/],
    "every source but one": [statement(name, 0, from("ArnNotEquals", arns.topic)), /wanted a source ARN/],
    "topics of any account": [
      statement(name, 0, from("ArnLike", "arn:aws:sns:eu-central-1:*:news-topic")),
      /wanted a source ARN with an account/,
    ],
    "a topic of another account": [
      statement(name, 0, from("ArnEquals", arns.topic.replace(account, "210987654321"))),
      /wanted the stack's account/,
    ],
    "another account smuggled into a list": [
      statement(name, 0, from("ArnEquals", [arns.topic, arns.topic.replace(account, "210987654321")])),
      /210987654321/,
    ],
    "every topic of the account": [
      statement(name, 0, from("ArnLike", arn("sns", "*"))),
      /wanted the ARN of a resource of this stack/,
    ],
    "a topic that has another name by now": [
      statement(name, 0, from("ArnEquals", `${arns.topic}-old`)),
      /news-topic-old/,
    ],
    "a pattern that nothing in the stack matches": [
      statement(name, 1, from("ArnLike", arn("sns", "old-*"))),
      /Statement\[1\]\.Condition is .*old-\*/,
    ],
    "log groups of any account": [
      statement(name, 2, {
        Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:*:*" } },
      }),
      /Statement\[2\]/,
    ],
    "an open statement beside the good one": [also(name, servicesAllow), /Statement\[3\]\.Condition/],
    "another service in the name of a topic": [
      statement(name, 0, { Principal: { Service: "ec2.amazonaws.com" } }),
      /wanted the ARN of a resource of the service itself/,
    ],
    "an encryption context of something that is not there": [
      statement(name, 0, {
        Condition: {
          ArnEquals: { "aws:SourceArn": arns.topic },
          StringEquals: { "kms:EncryptionContext:aws:sqs:arn": `${arns.queue}-old` },
        },
      }),
      /shop-queue-old/,
    ],
  },
});
