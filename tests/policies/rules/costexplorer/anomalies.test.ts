import {
  anomaliesNotifyAtOnce,
  anomaliesOfEveryService,
  anomaliesReachTheirTopic,
} from "../../../../policies/rules/costexplorer/anomalies";
import { drop, resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { alarm } from "../../../support/policies/shops/watched";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:monitoring-alerts-prod";
const otherArn = "arn:aws:sns:eu-central-1:123456789012:confirmations-topic-prod";
const subscriptionArn = "arn:aws:ce::123456789012:anomalysubscription/11112222-3333-4444-5555-666677778888";

const monitorArn = "arn:aws:ce::123456789012:anomalymonitor/11112222-3333-4444-5555-666677778888";

const monitor = resource(
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
  "monitor",
  { monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" },
  { outputs: { arn: monitorArn } },
);
const subscription = resource(
  "aws:costexplorer/anomalySubscription:AnomalySubscription",
  "told",
  {
    frequency: "IMMEDIATE",
    monitorArnLists: [monitorArn],
    subscribers: [{ type: "SNS", address: topicArn }],
    thresholdExpression: {
      dimension: {
        key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        matchOptions: ["GREATER_THAN_OR_EQUAL"],
        values: ["20"],
      },
    },
  },
  { outputs: { arn: subscriptionArn } },
);

testRule(anomaliesOfEveryService, {
  valid: [monitor],
  refuses: {
    "a monitor of what somebody chose": [
      set("monitor", "monitorType", "CUSTOM"),
      /monitorType is CUSTOM, wanted DIMENSIONAL/,
    ],
    ...casesOf(["LINKED_ACCOUNT", "TAG"], (dimension) => [
      `a monitor by ${dimension}`,
      set("monitor", "monitorDimension", dimension),
      new RegExp(`monitorDimension is ${dimension}, wanted SERVICE`),
    ]),
  },
});

const dimension = "thresholdExpression.dimension";
testRule(anomaliesNotifyAtOnce, {
  valid: [subscription],
  refuses: {
    ...casesOf(["DAILY", "WEEKLY"], (frequency) => [
      `a ${frequency} summary`,
      set("told", "frequency", frequency),
      /frequency is \w+, wanted IMMEDIATE/,
    ]),
    nobody: [set("told", "subscribers", []), /subscribers .*wanted at least one topic/],
    "email, which AWS refuses at once": [
      set("told", "subscribers.0.type", "EMAIL"),
      /subscribers\.0\.type is EMAIL, wanted SNS/,
    ],
    "no threshold": [drop("told", "thresholdExpression"), /key is not set, wanted ANOMALY_TOTAL_IMPACT_ABSOLUTE/],
    "a share of costs that are small": [
      set("told", `${dimension}.key`, "ANOMALY_TOTAL_IMPACT_PERCENTAGE"),
      /key is ANOMALY_TOTAL_IMPACT_PERCENTAGE/,
    ],
    "what is below the amount": [
      set("told", `${dimension}.matchOptions`, ["EQUALS"]),
      /matchOptions .*wanted GREATER_THAN_OR_EQUAL alone/,
    ],
    ...casesOf(["0", "1001", "much"], (usd) => [
      `the amount ${usd}`,
      set("told", `${dimension}.values`, [usd]),
      /values .*wanted one of 1 to 1000/,
    ]),
  },
});

const letIn = (service: string, source: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" }, ArnLike: { "aws:SourceArn": source } },
      },
    ],
  });
const refusal = /wanted a statement that lets costalerts\.amazonaws\.com publish for 'told'/;

testRule(anomaliesReachTheirTopic, {
  valid: [
    subscription,
    monitor,
    resource("aws:sns/topic:Topic", "alerts", { name: "monitoring-alerts-prod" }, { outputs: { arn: topicArn } }),
    resource("aws:sns/topic:Topic", "other", { name: "confirmations-topic-prod" }, { outputs: { arn: otherArn } }),
    resource(
      "aws:sns/topicPolicy:TopicPolicy",
      "policy",
      {
        arn: topicArn,
        policy: letIn("costalerts.amazonaws.com", "arn:aws:ce::123456789012:anomalysubscription/*"),
      },
      { outputs: {} },
    ),
    alarm("errors", "AWS/Lambda", "Errors", {}, { alarmActions: [topicArn] }),
  ],
  refuses: {
    "a topic of another stack": [
      set("told", "subscribers.0.address", `${topicArn}x`),
      /subscribers\.0\.address .*wanted a topic of this stack/,
    ],
    "a topic that is there for something else": [
      set("told", "subscribers.0.address", otherArn),
      /subscribers\.0\.address .*wanted a topic that alarms notify/,
    ],
    "a topic that lets in budgets alone": [
      set("policy", "policy", letIn("budgets.amazonaws.com", subscriptionArn)),
      "alerts",
      refusal,
    ],
    "no monitor": [
      drop("told", "monitorArnLists"),
      /monitorArnLists is not set, wanted the ARN of a monitor of this stack/,
    ],
    "a monitor of somebody else's": [
      set("told", "monitorArnLists.0", `${monitorArn}x`),
      /monitorArnLists\.0 .*wanted the ARN of a monitor of this stack/,
    ],
    "a topic that lets in monitors, which do not publish": [
      set("policy", "policy", letIn("costalerts.amazonaws.com", "arn:aws:ce::123456789012:anomalymonitor/*")),
      "alerts",
      refusal,
    ],
  },
});
