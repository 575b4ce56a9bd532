import { policyServicesGiveTheirSource } from "../../../../policies/rules/least-privilege/policy-services-give-their-source";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, also, arn, policy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

const name = "shop-queue-policy";
const bearer = { type: types.queuePolicy, name } as const;
const from = (operator: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { "aws:SourceArn": value } },
});
const of = (value: string) => ({ Condition: { StringEquals: { "aws:SourceAccount": value } } });
const allow = {
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: arns.queue,
};
const logs = {
  ...allow,
  Principal: { Service: "logs.eu-central-1.amazonaws.com" },
  Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs", "*") } },
};

testRule(policyServicesGiveTheirSource, {
  valid: [
    ...shop,
    resource(types.queuePolicy, name, {
      policy: policy(
        { ...allow, ...from("ArnEquals", arns.topic) },
        { ...allow, ...from("ArnLike", arn("sns", "news-*")) },
        logs,
      ),
    }),
  ],
  failing: [
    {
      title: "no condition",
      change: (valid) => statement(valid, name, 0, { Condition: undefined }),
      ...bearer,
      says: /Statement\[0\]\.Condition is \[\], wanted a source ARN/,
    },
    {
      title: "the account alone",
      change: (valid) => statement(valid, name, 0, of(account)),
      ...bearer,
      says: /wanted aws:SourceArn, for an account has many/,
    },
    {
      title: "another account",
      change: (valid) => statement(valid, name, 0, of("210987654321")),
      ...bearer,
      says: /wanted the stack's account 123456789012/,
    },
    {
      title: "a source that may be missing",
      change: (valid) => statement(valid, name, 0, from("ArnEqualsIfExists", arns.topic)),
      ...bearer,
      says: /wanted a source ARN/,
    },
    {
      title: "every source but one",
      change: (valid) => statement(valid, name, 0, from("ArnNotEquals", arns.topic)),
      ...bearer,
      says: /wanted a source ARN/,
    },
    {
      title: "topics of any account",
      change: (valid) => statement(valid, name, 0, from("ArnLike", "arn:aws:sns:eu-central-1:*:news-topic")),
      ...bearer,
      says: /wanted a source ARN with an account/,
    },
    {
      title: "a topic of another account",
      change: (valid) => statement(valid, name, 0, from("ArnEquals", arns.topic.replace(account, "210987654321"))),
      ...bearer,
      says: /wanted the stack's account/,
    },
    {
      title: "another account smuggled into a list",
      change: (valid) =>
        statement(valid, name, 0, from("ArnEquals", [arns.topic, arns.topic.replace(account, "210987654321")])),
      ...bearer,
      says: /210987654321/,
    },
    {
      title: "every topic of the account",
      change: (valid) => statement(valid, name, 0, from("ArnLike", arn("sns", "*"))),
      ...bearer,
      says: /wanted the ARN of a resource of this stack/,
    },
    {
      title: "a topic that has another name by now",
      change: (valid) => statement(valid, name, 0, from("ArnEquals", `${arns.topic}-old`)),
      ...bearer,
      says: /news-topic-old/,
    },
    {
      title: "a pattern that nothing in the stack matches",
      change: (valid) => statement(valid, name, 1, from("ArnLike", arn("sns", "old-*"))),
      ...bearer,
      says: /Statement\[1\]\.Condition is .*old-\*/,
    },
    {
      title: "log groups of any account",
      change: (valid) =>
        statement(valid, name, 2, {
          Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:*:*" } },
        }),
      ...bearer,
      says: /Statement\[2\]/,
    },
    {
      title: "an open statement beside the good one",
      change: (valid) => also(valid, name, allow),
      ...bearer,
      says: /Statement\[3\]\.Condition/,
    },
    {
      title: "another service in the name of a topic",
      change: (valid) => statement(valid, name, 0, { Principal: { Service: "ec2.amazonaws.com" } }),
      ...bearer,
      says: /wanted the ARN of a resource of the service itself/,
    },
    {
      title: "an encryption context of something that is not there",
      change: (valid) =>
        statement(valid, name, 0, {
          Condition: {
            ArnEquals: { "aws:SourceArn": arns.topic },
            StringEquals: { "kms:EncryptionContext:aws:sqs:arn": `${arns.queue}-old` },
          },
        }),
      ...bearer,
      says: /shop-queue-old/,
    },
  ],
});
