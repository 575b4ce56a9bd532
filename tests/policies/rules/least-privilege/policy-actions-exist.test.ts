import { policyActionsExist } from "../../../../policies/rules/least-privilege/policy-actions-exist";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const topicPolicy = { type: types.topicPolicy, name: "news-topic-policy" } as const;
const allow = {
  Effect: "Allow",
  Principal: { Service: "ses.amazonaws.com" },
  Action: "sns:Publish",
  Resource: arns.topic,
};

testRule(policyActionsExist, {
  valid: [...shop, resource(types.topicPolicy, "news-topic-policy", { policy: policy(allow) })],
  failing: [
    {
      title: "a mistyped action",
      change: (valid) => statement(valid, name, at.table, { Action: ["dynamodb:GetItems"] }),
      ...bearer,
      says: /is dynamodb:GetItems, wanted an action that AWS knows/,
    },
    {
      title: "a service that is not there",
      change: (valid) => statement(valid, name, at.table, { Action: "dynamo:GetItem" }),
      ...bearer,
      says: /is dynamo:GetItem/,
    },
    {
      title: "an action without its service",
      change: (valid) => statement(valid, name, at.table, { Action: "GetItem" }),
      ...bearer,
      says: /is GetItem/,
    },
    {
      title: "a pattern that no action has",
      change: (valid) => statement(valid, name, at.table, { Action: "dynamodb:Fetch*" }),
      ...bearer,
      says: /is dynamodb:Fetch\*/,
    },
    {
      title: "a mistyped action in a topic's policy",
      change: (valid) => statement(valid, "news-topic-policy", 0, { Action: "sns:Publsh" }),
      ...topicPolicy,
      says: /is sns:Publsh/,
    },
    {
      title: "another service's action in a topic's policy",
      change: (valid) => statement(valid, "news-topic-policy", 0, { Action: "sqs:SendMessage" }),
      ...topicPolicy,
      says: /is sqs:SendMessage, wanted an action of sns/,
    },
    {
      title: "an action in a trust that is none of sts",
      change: (valid) =>
        statement(valid, "shop-sender-role", 0, { Action: "lambda:InvokeFunction" }, "assumeRolePolicy"),
      type: types.role,
      name: "shop-sender-role",
      says: /wanted an action of sts/,
    },
    {
      title: "a deny that denies nothing",
      change: (valid) => statement(valid, "news-topic-policy", 0, { Effect: "Deny", Action: "sns:Pub" }),
      ...topicPolicy,
      says: /is sns:Pub,/,
    },
  ],
});
