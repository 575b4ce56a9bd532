import type { StackName } from "../../support/pulumi";
import type { ExpectedPipeline } from "./pipelines";
import { allow, arn, keyUse } from "./statements";
import { index, key, ttl } from "./tables";

const people = {
  dev: "backoffice-dev-notifications@example.com",
  prod: "backoffice-notifications@example.com",
  local: "notifications@example.com",
} as const;
const senderAddress = (stack: StackName) => (stack === "dev" ? "orders@dev.example.com" : "orders@example.com");
const topicArn = (stack: StackName) => arn("sns", `notifications-topic-${stack}`);
const functionArn = (stack: StackName) => arn("lambda", `function:notifications-processor-${stack}`);
const stored = "names what is stored or published already, and stays when the project gets another name";

export const notifications: ExpectedPipeline = {
  functions: ["notifications-processor"],
  callBeyondAws: ["notifications-processor"],
  deadLetters: ["notifications-delivery-dead-letters", "notifications-processor-failures"],
  tables: {
    "notifications-table": {
      hashKey: "notificationId",
      attributes: [key("notificationId"), key("status"), key("timestamp")],
      globalSecondaryIndexes: [index("StatusIndex", "status", "timestamp")],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      ...ttl,
    },
  },
  resources: (stack) => ({
    "backoffice:pipelines:Notifications": 1,
    "backoffice:blocks:Topic": 1,
    "backoffice:blocks:Table": 1,
    "backoffice:blocks:DeadLetterQueue": 2,
    "backoffice:blocks:LambdaFunction": 1,
    "aws:cloudwatch/dashboard:Dashboard": 1,
    "aws:cloudwatch/logGroup:LogGroup": 1,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": 1,
    ...(stack !== "dev" && { "aws:codedeploy/deploymentGroup:DeploymentGroup": 1 }),
    "aws:dynamodb/table:Table": 1,
    "aws:iam/role:Role": 1,
    "aws:iam/rolePolicy:RolePolicy": 1,
    "aws:lambda/alias:Alias": 1,
    "aws:lambda/function:Function": 1,
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": 1,
    "aws:lambda/permission:Permission": 1,
    "aws:sesv2/configurationSet:ConfigurationSet": 1,
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": 1,
    "aws:sns/topic:Topic": 1,
    "aws:sns/topicPolicy:TopicPolicy": 1,
    "aws:sns/topicSubscription:TopicSubscription": 2,
    "aws:sqs/queue:Queue": 2,
    "aws:sqs/queuePolicy:QueuePolicy": 2,
  }),
  alarms(stack) {
    const throughAlias = {
      FunctionName: `notifications-processor-${stack}`,
      Resource: `notifications-processor-${stack}:live`,
    };
    const ours = { environment: stack, service: "notifications" };
    const set = { "ses:configuration-set": `notifications-mail-${stack}` };
    const reputation = (metric: string, share: number) => ({
      metric: `AWS/SES Reputation.${metric} Maximum`,
      dimensions: set,
      when: `>= ${share} in 1 x 3600 s`,
      runbook: "email-reputation",
    });
    return {
      // The webhook's time-out with half a second on top.
      "notifications-processor-duration": {
        metric: "AWS/Lambda Duration Average",
        dimensions: throughAlias,
        when: `> ${stack === "local" ? 2_500 : 5_500} in 2 x 300 s`,
        runbook: "function-duration",
      },
      "notifications-processor-throttles": {
        metric: "AWS/Lambda Throttles Sum",
        dimensions: throughAlias,
        when: "> 1 in 1 x 300 s",
        runbook: "function-throttles",
      },
      "notifications-processor-errors": {
        metric: "AWS/Lambda Errors Sum",
        dimensions: throughAlias,
        when: "> 5 in 1 x 300 s",
        runbook: "function-errors",
      },
      "notifications-processor-lost": {
        metric:
          "FILL(dropped, 0) + FILL(lost, 0): AWS/Lambda AsyncEventsDropped Sum, AWS/Lambda DestinationDeliveryFailures Sum",
        dimensions: { FunctionName: `notifications-processor-${stack}` },
        when: "> 0 in 1 x 300 s",
        runbook: "lost-deliveries",
      },
      "notifications-bounce-rate": reputation("BounceRate", 0.05),
      "notifications-complaint-rate": reputation("ComplaintRate", 0.001),
      "notifications-fallback-undelivered": {
        metric:
          "FILL(bounces, 0) + FILL(complaints, 0) + FILL(rejections, 0): AWS/SES Bounce Sum, AWS/SES Complaint Sum, AWS/SES Reject Sum",
        dimensions: set,
        when: "> 0 in 1 x 300 s",
        runbook: "notification-failures",
      },
      "notifications-failures": {
        metric: "Backoffice NotificationsFailed Sum",
        dimensions: ours,
        when: "> 10 in 1 x 300 s",
        runbook: "notification-failures",
      },
      "notifications-stalled": {
        metric:
          "IF(FILL(input, 0) > 0, IF(FILL(output, 0) > 0, 0, 1), 0): Backoffice NotificationsFailed Sum of notifications, Backoffice NotificationsDelivered Sum of notifications",
        dimensions: ours,
        when: "> 0 in 2 x 180 s",
        runbook: "notification-failures",
      },
      "notifications-error-log": {
        metric: "Backoffice ErrorLogFallback Sum",
        dimensions: ours,
        when: ">= 1 in 1 x 300 s",
        runbook: "error-log-unavailable",
      },
      ...(stack !== "dev" && {
        "notifications-not-delivered-rollout": {
          metric: "Backoffice NotificationsFailed Sum",
          dimensions: ours,
          when: ">= 1 in 1 x 60 s",
          runbook: "rolled-back",
        },
      }),
    };
  },
  subscriptions: [["notifications-subscription", "notifications-topic"]],
  rolloutAlarms: ["notifications-not-delivered"],
  subscribed: (stack) => [
    { topic: topicArn(stack), protocol: "email", endpoint: people[stack] },
    {
      topic: topicArn(stack),
      protocol: "lambda",
      endpoint: `${functionArn(stack)}:live`,
      redrivePolicy: arn("sqs", `notifications-delivery-dead-letters-${stack}`),
    },
  ],
  variables: (stack) => ({
    "notifications-processor": {
      NOTIFICATIONS_TABLE_NAME: `notifications-table-${stack}`,
      NOTIFICATION_RETENTION_DAYS: "365",
      LEASE_SECONDS: "35",
      SENDER_ADDRESS: senderAddress(stack),
      FALLBACK_ADDRESS: people[stack],
      CONFIGURATION_SET_NAME: `notifications-mail-${stack}`,
      WEBHOOK_TIMEOUT_SECONDS: stack === "local" ? "2" : "5",
    },
  }),
  statements: (stack) => ({
    "notifications-processor": [
      allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], arn("dynamodb", `table/notifications-table-${stack}`)),
      {
        ...allow(
          ["ses:SendEmail"],
          arn("ses", `identity/${stack === "prod" ? "example.com" : senderAddress(stack)}`),
          arn("ses", `configuration-set/notifications-mail-${stack}`),
          // In the sandbox SES asks for the recipients, too.
          ...(stack === "dev" ? [arn("ses", "identity/*")] : []),
        ),
        Condition: {
          StringEquals: { "ses:FromAddress": senderAddress(stack) },
          "ForAllValues:StringEquals": { "ses:Recipients": people[stack] },
          Null: { "ses:Recipients": "false" },
        },
      },
      allow(["sqs:SendMessage"], arn("sqs", `notifications-processor-failures-${stack}`)),
      keyUse("kms:Decrypt", ["dynamodb", "sqs"]),
      keyUse("kms:GenerateDataKey", ["sqs"]),
    ],
  }),
  letIn: (stack) => [
    {
      name: "notifications-topic-policy",
      statement: {
        Sid: "AccountPublishes",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "sns:Publish",
        Resource: topicArn(stack),
      },
    },
    {
      name: "notifications-topic-policy",
      statement: {
        Sid: "Publisher1",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn(stack),
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": arn("cloudwatch", `alarm:*-${stack}`) },
        },
      },
    },
    {
      name: "notifications-delivery-dead-letters-policy",
      statement: {
        Sid: "Producer1",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn("sqs", `notifications-delivery-dead-letters-${stack}`),
        Condition: { ArnEquals: { "aws:SourceArn": topicArn(stack) } },
      },
    },
  ],
  keyStatements: (stack) => [
    {
      Sid: "NotificationsReachDeadLetters",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { ArnLike: { "aws:SourceArn": [topicArn(stack)] } },
    },
  ],
  outputs(stack) {
    const sqs = (name: string) => `https://sqs.eu-south-2.amazonaws.com/111122223333/${name}-${stack}`;
    return {
      notifications: {
        topicArn: topicArn(stack),
        topicName: `notifications-topic-${stack}`,
        functionArn: functionArn(stack),
        functionName: `notifications-processor-${stack}`,
        tableArn: arn("dynamodb", `table/notifications-table-${stack}`),
        tableName: `notifications-table-${stack}`,
        dashboardUrl: `https://eu-south-2.console.aws.amazon.com/cloudwatch/home?region=eu-south-2#dashboards/dashboard/notifications-dashboard-${stack}`,
        notificationEmail: people[stack],
        notificationEmailStatus:
          "pending: nothing arrives until the link in AWS's email 'Subscription Confirmation' is clicked; pulumi refresh asks again",
        deliveryDeadLetterQueueUrl: sqs("notifications-delivery-dead-letters"),
        failureQueueUrl: sqs("notifications-processor-failures"),
      },
    };
  },
  replacedBySettings: [["notificationEmail", "other@example.org", ["notifications-email"]]],
  lookalikes: [
    ["functions/notifications/channels/webhook.ts", "backoffice-notifications", stored],
    ["functions/notifications/domain/notification-id.ts", "backoffice:notifications:notification-id:1", stored],
  ],
};
