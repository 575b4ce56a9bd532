import { policyActionsExist } from "../../../../policies/rules/least-privilege/policy-actions-exist";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const allow = {
  Effect: "Allow",
  Principal: { Service: "ses.amazonaws.com" },
  Action: "sns:Publish",
  Resource: arns.topic,
};

testRule(policyActionsExist, {
  valid: [...shop, resource(types.topicPolicy, "news-topic-policy", { policy: policy(allow) })],
  refuses: {
    "a mistyped action": [
      statement(name, at.table, { Action: ["dynamodb:GetItems"] }),
      /is dynamodb:GetItems, wanted an action that AWS knows/,
    ],
    "a service that is not there": [statement(name, at.table, { Action: "dynamo:GetItem" }), /is dynamo:GetItem/],
    "an action without its service": [statement(name, at.table, { Action: "GetItem" }), /is GetItem/],
    "a pattern that no action has": [statement(name, at.table, { Action: "dynamodb:Fetch*" }), /is dynamodb:Fetch\*/],
    "a mistyped action in a topic's policy": [
      statement("news-topic-policy", 0, { Action: "sns:Publsh" }),
      /is sns:Publsh/,
    ],
    "another service's action in a topic's policy": [
      statement("news-topic-policy", 0, { Action: "sqs:SendMessage" }),
      /is sqs:SendMessage, wanted an action of sns/,
    ],
    "an action in a trust that is none of sts": [
      statement("shop-sender-role", 0, { Action: "lambda:InvokeFunction" }, "assumeRolePolicy"),
      /wanted an action of sts/,
    ],
    "a deny that denies nothing": [
      statement("news-topic-policy", 0, { Effect: "Deny", Action: "sns:Pub" }),
      /is sns:Pub,/,
    ],
  },
});
