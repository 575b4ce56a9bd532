import { expect } from "chai";
import type { Check, CheckContext } from "../../../local/traffic/checks/check";
import { deadLetterPaths, tablesDeclared } from "../../../local/traffic/checks/declared";

const url = (name: string) => `http://127.0.0.1:1/0/${name}`;
const arn = (name: string) => `arn:aws:sqs:us-east-1:0:${name}`;
const nameOf = (text = "") => text.split(/[/:]/).at(-1) ?? "";

const outputs = {
  confirmations: {
    queueUrl: url("mails"),
    deadLetterQueueUrl: url("mails-dead"),
    feedbackQueueUrl: url("feedback"),
    feedbackDeadLetterQueueUrl: url("feedback-dead"),
    topicArn: "mail-topic",
    subscriptionDeadLetterQueueUrl: url("mail-topic-dead"),
    feedbackTopicArn: "feedback-topic",
    feedbackSubscriptionDeadLetterQueueUrl: url("feedback-topic-dead"),
    deliveriesTableName: "deliveries",
    suppressionsTableName: "suppressions",
  },
  orders: {
    functionNames: { publisher: "publisher", auditor: "auditor" },
    publisherFailureQueueUrl: url("publisher-dead"),
    auditorFailureQueueUrl: url("auditor-dead"),
    tableName: "orders",
    auditTableName: "audit",
  },
  shipments: { queueUrl: url("parcels"), deadLetterQueueUrl: url("parcels-dead"), tableName: "shipments" },
  notifications: {
    topicArn: "notice-topic",
    functionName: "processor",
    deliveryDeadLetterQueueUrl: url("notice-topic-dead"),
    failureQueueUrl: url("processor-dead"),
    tableName: "notifications",
  },
  monitoring: { errorTableName: "errors" },
  stack: { keyArn: "key" },
};

type Answers = Readonly<Record<string, unknown>>;

/** An account in which every way leads to dead letters and every table is declared well, but for what `change` says of one of them. */
function context(change: Readonly<Record<string, Answers>>): CheckContext {
  const answer = (
    command: string,
    { QueueUrl, TopicArn, SubscriptionArn, FunctionName, TableName }: Record<string, string>,
  ) => {
    const name = nameOf(QueueUrl ?? TopicArn ?? SubscriptionArn ?? FunctionName ?? TableName);
    const other = change[name] ?? {};
    switch (command) {
      case "GetQueueAttributesCommand":
        return {
          Attributes: {
            QueueArn: arn(name),
            MessageRetentionPeriod: "1209600",
            KmsMasterKeyId: "key",
            RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead`) }),
            ...other,
          },
        };
      case "ListSubscriptionsByTopicCommand":
        return {
          Subscriptions: [
            { SubscriptionArn: TopicArn, Protocol: name === "notice-topic" ? "lambda" : "sqs", ...other },
          ],
        };
      case "GetSubscriptionAttributesCommand":
        return {
          Attributes: {
            RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn(`${name}-dead`) }),
            ...(name !== "notice-topic" && { RawMessageDelivery: "true" }),
            ...other,
          },
        };
      case "GetFunctionEventInvokeConfigCommand":
        return { DestinationConfig: { OnFailure: { Destination: arn("processor-dead"), ...other } } };
      case "ListEventSourceMappingsCommand":
        return {
          EventSourceMappings: ["publisher", "auditor"].map((one) => ({
            FunctionArn: `arn:aws:lambda:us-east-1:0:function:${one}:live`,
            DestinationConfig: { OnFailure: { Destination: arn(`${one}-dead`) } },
            FunctionResponseTypes: ["ReportBatchItemFailures"],
            BisectBatchOnFunctionError: true,
            ...change[one],
          })),
        };
      case "DescribeTableCommand":
        return {
          Table: {
            SSEDescription: { KMSMasterKeyArn: "key" },
            StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
            BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
            GlobalSecondaryIndexes: [{ IndexName: "CustomerIndex" }, { IndexName: "StatusIndex" }],
            ...other,
          },
        };
      case "DescribeContinuousBackupsCommand":
        return {
          ContinuousBackupsDescription: {
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED", ...other },
          },
        };
      case "DescribeTimeToLiveCommand":
        return { TimeToLiveDescription: { AttributeName: "expiresAt", ...other } };
      default:
        throw new Error(`unexpected ${command}`);
    }
  };
  const send = async (command: {
    readonly constructor: { readonly name: string };
    readonly input: Record<string, string>;
  }) => answer(command.constructor.name, command.input);
  const client = { send };
  return {
    traffic: { outputs, aws: { sqs: client, sns: client, lambda: client, dynamo: client } },
  } as unknown as CheckContext;
}

async function look(check: Check, change: Readonly<Record<string, Answers>> = {}): Promise<string> {
  const { ok, detail } = await check.look(context(change));
  return ok ? "ok" : detail;
}

describe("the check of dead letters on every path", () => {
  it("is content when each path leads to some", async () => {
    expect(await look(deadLetterPaths)).to.equal("ok");
  });

  for (const dead of [
    "mails-dead",
    "feedback-dead",
    "parcels-dead",
    "mail-topic-dead",
    "feedback-topic-dead",
    "notice-topic-dead",
    "processor-dead",
    "publisher-dead",
    "auditor-dead",
  ]) {
    it(`sees when ${dead} is another queue, is not encrypted, or forgets too soon`, async () => {
      expect(await look(deadLetterPaths, { [dead]: { QueueArn: "other" } })).to.include(arn(dead));
      expect(await look(deadLetterPaths, { [dead]: { KmsMasterKeyId: undefined } })).to.include("is not encrypted");
      expect(await look(deadLetterPaths, { [dead]: { MessageRetentionPeriod: "345600" } })).to.include("for 345600 s");
    });
  }

  it("sees a processor that no topic calls, or whose failures are dropped", async () => {
    expect(await look(deadLetterPaths, { "notice-topic": { Protocol: "email" } })).to.include("feeds no lambda");
    expect(await look(deadLetterPaths, { processor: { Destination: undefined } })).to.include(
      "what processor fails at leads to nothing",
    );
  });

  it("sees a stream consumer that cannot report single records, or does not bisect", async () => {
    expect(await look(deadLetterPaths, { auditor: { FunctionResponseTypes: [] } })).to.include("auditor cannot report");
    expect(await look(deadLetterPaths, { publisher: { BisectBatchOnFunctionError: false } })).to.include(
      "publisher does not",
    );
  });
});

describe("the check of tables", () => {
  it("is content when all are encrypted, recoverable and forget", async () => {
    expect(await look(tablesDeclared)).to.equal("ok");
  });

  for (const table of ["orders", "audit", "deliveries", "suppressions", "shipments", "notifications", "errors"]) {
    it(`sees when ${table} has another key, no recovery or no expiry`, async () => {
      expect(await look(tablesDeclared, { [table]: { SSEDescription: {} } })).to.include(`${table} is not encrypted`);
      expect(await look(tablesDeclared, { [table]: { PointInTimeRecoveryStatus: "DISABLED" } })).to.include(
        `${table} has no point-in-time recovery`,
      );
      // Suppressions are kept until somebody removes them.
      const forgets = await look(tablesDeclared, { [table]: { AttributeName: undefined } });
      expect(forgets).to.equal(table === "suppressions" ? "ok" : `${table} never forgets`);
    });
  }

  it("sees notifications and orders without a stream or their index", async () => {
    for (const table of ["orders", "notifications"]) {
      expect(await look(tablesDeclared, { [table]: { StreamSpecification: undefined } })).to.include(table);
      expect(await look(tablesDeclared, { [table]: { GlobalSecondaryIndexes: [] } })).to.include(table);
    }
  });
});
