import { functionDoesDataOnly, functionHasWhatItNeeds } from "../../../../policies/rules/iam/needed-grants";
import { chain, drop, resource, set } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { arns, at, services, shop } from "../../../support/policies/shops/granted";
import { also, grant, lacking, statement, types } from "../../../support/policies/shops/granted-parts";

const policy = "shop-sender-policy";
const via = (...names: readonly string[]) => ({
  Condition: { StringEquals: { "kms:ViaService": services(...names) } },
});

const streamMapping = resource(types.mapping, "shop-stream", {
  eventSourceArn: arns.stream,
  functionName: arns.sender,
  destinationConfig: { onFailure: { destinationArn: arns.failures } },
});

const streaming = chain(
  also(policy, grant("dynamodb:ListStreams", "*")),
  also(policy, grant(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], arns.stream)),
  also(policy, grant("sqs:SendMessage", arns.failures)),
)([...shop, streamMapping]);

testRule(functionHasWhatItNeeds, {
  valid: streaming,
  passes: {
    "a function that traces nothing": chain(drop("shop-sender", "tracingConfig"), lacking(policy, at.traces))(shop),
    "a table that is only reached by its index": statement(policy, at.table, {
      Action: "dynamodb:Query",
      Resource: arns.index,
    })(shop),
  },
  refuses: {
    "a table in the environment without a right": [
      lacking(policy, at.table),
      "shop-sender",
      /no such right on .*table\/shop-table, wanted .*dynamodb:GetItem.* for environment\.variables\.TABLE/,
    ],
    "rights on a sibling instead of the table that is named": [
      statement(policy, at.table, { Resource: arns.errors }),
      "shop-sender",
      /for environment\.variables\.TABLE/,
    ],
    "a queue whose messages cannot be deleted": [
      statement(policy, at.poll, { Action: ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"] }),
      "shop-sender",
      /wanted sqs:ChangeMessageVisibility and sqs:DeleteMessage for eventSourceArn of 'shop-mapping'/,
    ],
    "a stream whose records cannot be read": [
      statement(policy, 12, { Action: ["dynamodb:DescribeStream", "dynamodb:GetShardIterator"] }),
      "shop-sender",
      /wanted dynamodb:GetRecords for eventSourceArn of 'shop-stream'/,
    ],
    "streams that cannot be listed": [lacking(policy, 11), "shop-sender", /wanted dynamodb:ListStreams/],
    "a failure queue that it may not send to": [
      lacking(policy, 13),
      "shop-sender",
      /wanted sqs:SendMessage for destinationConfig\.onFailure\.destinationArn of 'shop-stream'/,
    ],
    "a topic that it may not publish to": [
      lacking(policy, at.publish),
      "shop-sender",
      /wanted sns:Publish for environment\.variables\.TOPIC_ARN/,
    ],
    "a right that a statement beside it takes away": [
      also(policy, { Effect: "Deny", Action: "sns:*", Resource: "*" }),
      "shop-sender",
      /wanted sns:Publish/,
    ],
    "dead letters that it may not send to": [
      statement(policy, at.send, { Action: "sqs:GetQueueUrl" }),
      "shop-sender",
      /wanted sqs:SendMessage for environment\.variables\.DEAD_LETTERS_URL/,
    ],
    "email without a right to the configuration set": [
      statement(policy, at.mail, { Resource: arns.identity }),
      "shop-sender",
      /configuration-set\/shop-mail, wanted ses:SendEmail or ses:SendRawEmail/,
    ],
    "tracing without a right to send traces": [
      statement(policy, at.traces, { Action: "xray:PutTraceSegments" }),
      "shop-sender",
      /wanted xray:PutTelemetryRecords for tracingConfig\.mode/,
    ],
    "a network that it may not join": [
      set("shop-sender", "vpcConfig", { subnetIds: ["subnet-1"] }),
      /ec2:CreateNetworkInterface/,
    ],
    "a variable that names another thing of the stack": [
      set("shop-sender", "environment.variables.BUS", "shop-bus"),
      /event-bus\/shop-bus, wanted events:PutEvents for environment\.variables\.BUS/,
    ],
    "an encrypted queue whose key it may not use for reading": [
      statement(policy, at.decrypt, via("dynamodb", "sns")),
      "shop-sender",
      /wanted kms:Decrypt with StringEquals on kms:ViaService of sqs\.eu-central-1/,
    ],
    "an encrypted topic whose key it may not use for writing": [
      statement(policy, at.dataKey, via("sqs")),
      "shop-sender",
      /wanted kms:GenerateDataKey with StringEquals on kms:ViaService of sns\.eu-central-1/,
    ],
    "the service of another region": [
      statement(policy, at.dataKey, {
        Condition: { StringEquals: { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" } },
      }),
      "shop-sender",
      /kms:GenerateDataKey with StringEquals on kms:ViaService of sqs\.eu-central-1/,
    ],
    "an environment that it may not decrypt": [
      lacking(policy, at.environment),
      "shop-sender",
      /kms:EncryptionContext:aws:lambda:FunctionArn of .*function:shop-sender, for kmsKeyArn/,
    ],
    "a dead-letter queue of its own that it may not send to": [
      chain(lacking(policy, 13), set("shop-sender", "deadLetterConfig", { targetArn: arns.failures })),
      /for deadLetterConfig\.targetArn of 'shop-sender'/,
    ],
    "an asynchronous destination that it may not send to": [
      (valid) => [
        ...lacking(policy, 13)(valid),
        resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "shop-async", {
          functionName: "shop-sender",
          destinationConfig: { onFailure: { destination: arns.failures } },
        }),
      ],
      "shop-sender",
      /for destinationConfig\.onFailure\.destination of 'shop-async'/,
    ],
    "a policy that belongs to another role": [
      set(policy, "role", "another-role"),
      "shop-sender",
      /sqs:DeleteMessage and sqs:GetQueueAttributes and sqs:ReceiveMessage for eventSourceArn/,
    ],
  },
});

const name = "shop-sender-policy";
const refused = (action: string) => new RegExp(`Action is ${action.replace("*", "\\*")}, wanted an action on single`);

const managing = [
  "dynamodb:Scan",
  "dynamodb:DeleteItem",
  "dynamodb:DeleteTable",
  "dynamodb:PartiQLSelect",
  "sqs:PurgeQueue",
  "sqs:SetQueueAttributes",
  "sns:Subscribe",
  "sns:TagResource",
  "kms:CreateGrant",
  "kms:ScheduleKeyDeletion",
  "logs:DeleteLogGroup",
  "iam:PassRole",
] as const;

testRule(functionDoesDataOnly, {
  valid: shop,
  refuses: {
    "a wildcard that holds more than data": [
      statement(name, at.table, { Action: "dynamodb:*" }),
      refused("dynamodb:DeleteTable"),
    ],
    ...casesOf(managing, (action) => [action, also(name, grant(["sns:Publish", action], arns.topic)), refused(action)]),
  },
});
