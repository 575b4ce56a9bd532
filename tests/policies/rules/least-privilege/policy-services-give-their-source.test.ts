import { policyServicesGiveTheirSource } from "../../../../policies/rules/least-privilege/policy-services-give-their-source";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, also, arn, policy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

const name = "shop-queue-policy";
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
    "an open statement beside the good one": [also(name, allow), /Statement\[3\]\.Condition/],
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
