import { functionHasWhatItNeeds } from "../../../../policies/rules/least-privilege/function-has-what-it-needs";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, lacking, statement, types } from "./fixture";
import { arns, at, services, shop } from "./shop";

const policy = "shop-sender-policy";
const lambda = { type: types.function, name: "shop-sender" } as const;
const via = (...names: readonly string[]) => ({
  Condition: { StringEquals: { "kms:ViaService": services(...names) } },
});

const streamMapping = resource(types.mapping, "shop-stream", {
  eventSourceArn: arns.stream,
  functionName: arns.sender,
  destinationConfig: { onFailure: { destinationArn: arns.failures } },
});

const streaming = also(
  also(
    also([...shop, streamMapping], policy, grant("dynamodb:ListStreams", "*")),
    policy,
    grant(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], arns.stream),
  ),
  policy,
  grant("sqs:SendMessage", arns.failures),
);

testRule(functionHasWhatItNeeds, {
  valid: streaming,
  passing: [
    {
      title: "a function that traces nothing",
      resources: lacking(drop(shop, "shop-sender", "tracingConfig"), policy, at.traces),
    },
    {
      title: "a table that is only reached by its index",
      resources: statement(shop, policy, at.table, { Action: "dynamodb:Query", Resource: arns.index }),
    },
  ],
  failing: [
    {
      title: "a table in the environment without a right",
      change: (valid) => lacking(valid, policy, at.table),
      ...lambda,
      says: /no such right on .*table\/shop-table, wanted .*dynamodb:GetItem.* for environment\.variables\.TABLE/,
    },
    {
      title: "rights on a sibling instead of the table that is named",
      change: (valid) => statement(valid, policy, at.table, { Resource: arns.errors }),
      ...lambda,
      says: /for environment\.variables\.TABLE/,
    },
    {
      title: "a queue whose messages cannot be deleted",
      change: (valid) =>
        statement(valid, policy, at.poll, { Action: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"] }),
      ...lambda,
      says: /wanted sqs:ChangeMessageVisibility and sqs:DeleteMessage for eventSourceArn of 'shop-mapping'/,
    },
    {
      title: "a stream whose records cannot be read",
      change: (valid) =>
        statement(valid, policy, 12, { Action: ["dynamodb:DescribeStream", "dynamodb:GetShardIterator"] }),
      ...lambda,
      says: /wanted dynamodb:GetRecords for eventSourceArn of 'shop-stream'/,
    },
    {
      title: "streams that cannot be listed",
      change: (valid) => lacking(valid, policy, 11),
      ...lambda,
      says: /wanted dynamodb:ListStreams/,
    },
    {
      title: "a failure queue that it may not send to",
      change: (valid) => lacking(valid, policy, 13),
      ...lambda,
      says: /wanted sqs:SendMessage for destinationConfig\.onFailure\.destinationArn of 'shop-stream'/,
    },
    {
      title: "a topic that it may not publish to",
      change: (valid) => lacking(valid, policy, at.publish),
      ...lambda,
      says: /wanted sns:Publish for environment\.variables\.TOPIC_ARN/,
    },
    {
      title: "a right that a statement beside it takes away",
      change: (valid) => also(valid, policy, { Effect: "Deny", Action: "sns:*", Resource: "*" }),
      ...lambda,
      says: /wanted sns:Publish/,
    },
    {
      title: "dead letters that it may not send to",
      change: (valid) => statement(valid, policy, at.send, { Action: "sqs:GetQueueUrl" }),
      ...lambda,
      says: /wanted sqs:SendMessage for environment\.variables\.DEAD_LETTERS_URL/,
    },
    {
      title: "mail without a right to the configuration set",
      change: (valid) => statement(valid, policy, at.mail, { Resource: arns.identity }),
      ...lambda,
      says: /configuration-set\/shop-mail, wanted ses:SendEmail or ses:SendRawEmail/,
    },
    {
      title: "tracing without a right to send traces",
      change: (valid) => statement(valid, policy, at.traces, { Action: "xray:PutTraceSegments" }),
      ...lambda,
      says: /wanted xray:PutTelemetryRecords for tracingConfig\.mode/,
    },
    {
      title: "a network that it may not join",
      change: (valid) => set(valid, "shop-sender", "vpcConfig", { subnetIds: ["subnet-1"] }),
      ...lambda,
      says: /ec2:CreateNetworkInterface/,
    },
    {
      title: "a variable that names another thing of the stack",
      change: (valid) => set(valid, "shop-sender", "environment.variables.BUS", "shop-bus"),
      ...lambda,
      says: /event-bus\/shop-bus, wanted events:PutEvents for environment\.variables\.BUS/,
    },
    {
      title: "an encrypted queue whose key it may not use for reading",
      change: (valid) => statement(valid, policy, at.decrypt, via("dynamodb", "sns")),
      ...lambda,
      says: /wanted kms:Decrypt with StringEquals on kms:ViaService of sqs\.eu-central-1/,
    },
    {
      title: "an encrypted topic whose key it may not use for writing",
      change: (valid) => statement(valid, policy, at.dataKey, via("sqs")),
      ...lambda,
      says: /wanted kms:GenerateDataKey with StringEquals on kms:ViaService of sns\.eu-central-1/,
    },
    {
      title: "the service of another region",
      change: (valid) =>
        statement(valid, policy, at.dataKey, {
          Condition: { StringEquals: { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" } },
        }),
      ...lambda,
      says: /kms:GenerateDataKey with StringEquals on kms:ViaService of sqs\.eu-central-1/,
    },
    {
      title: "an environment that it may not decrypt",
      change: (valid) => lacking(valid, policy, at.environment),
      ...lambda,
      says: /kms:EncryptionContext:aws:lambda:FunctionArn of .*function:shop-sender, for kmsKeyArn/,
    },
    {
      title: "a dead-letter queue of its own that it may not send to",
      change: (valid) =>
        set(lacking(valid, policy, 13), "shop-sender", "deadLetterConfig", { targetArn: arns.failures }),
      ...lambda,
      says: /for deadLetterConfig\.targetArn of 'shop-sender'/,
    },
    {
      title: "an asynchronous destination that it may not send to",
      change: (valid) => [
        ...lacking(valid, policy, 13),
        resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "shop-async", {
          functionName: "shop-sender",
          destinationConfig: { onFailure: { destination: arns.failures } },
        }),
      ],
      ...lambda,
      says: /for destinationConfig\.onFailure\.destination of 'shop-async'/,
    },
    {
      title: "a policy that belongs to another role",
      change: (valid) => set(valid, policy, "role", "another-role"),
      ...lambda,
      says: /sqs:DeleteMessage and sqs:GetQueueAttributes and sqs:ReceiveMessage for eventSourceArn/,
    },
  ],
});
