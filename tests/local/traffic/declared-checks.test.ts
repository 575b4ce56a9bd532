import { expect } from "chai";
import type { Check } from "../../../local/traffic/checks/check";
import { deadLetterPaths } from "../../../local/traffic/checks/dead-letter-paths";
import { tablesDeclared } from "../../../local/traffic/checks/declared";
import { arn, type Change, declaredAccount, url } from "./declared-account";

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
  monitoring: { errorTableName: "errors" },
  stack: { keyArn: "key" },
};

async function look(check: Check, change: Change = {}): Promise<string> {
  const { ok, detail } = await check.look(declaredAccount(outputs, change));
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
    "publisher-dead",
    "auditor-dead",
  ]) {
    it(`sees when ${dead} is another queue, is not encrypted, or forgets too soon`, async () => {
      expect(await look(deadLetterPaths, { [dead]: { QueueArn: "other" } })).to.include(arn(dead));
      expect(await look(deadLetterPaths, { [dead]: { KmsMasterKeyId: undefined } })).to.include("is not encrypted");
      expect(await look(deadLetterPaths, { [dead]: { MessageRetentionPeriod: "345600" } })).to.include("for 345600 s");
    });
  }

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

  for (const table of ["orders", "audit", "deliveries", "suppressions", "shipments", "errors"]) {
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

  it("sees orders without a stream, without their index, or not on demand", async () => {
    expect(await look(tablesDeclared, { orders: { StreamSpecification: undefined } })).to.include("no full stream");
    expect(await look(tablesDeclared, { orders: { GlobalSecondaryIndexes: [] } })).to.include("has no CustomerIndex");
    expect(await look(tablesDeclared, { orders: { BillingModeSummary: undefined } })).to.include("is not on demand");
  });
});
