import { expect } from "chai";
import type { Check } from "../../../local/traffic/checks/check";
import { notificationsDeclared } from "../../../local/traffic/checks/notifications-declared";
import { arn, type Change, declaredAccount, url } from "./declared-account";

const outputs = {
  notifications: {
    topicArn: "notice-topic",
    functionName: "processor",
    deliveryDeadLetterQueueUrl: url("notice-topic-dead"),
    failureQueueUrl: url("processor-dead"),
    tableName: "notifications",
  },
};

async function look(check: Check, change: Change = {}): Promise<string> {
  const called = { "notice-topic": { Protocol: "lambda" } };
  const { ok, detail } = await check.look(declaredAccount(outputs, { ...called, ...change }));
  return ok ? "ok" : detail;
}

describe("the check of what notifications declare", () => {
  it("is content when both paths lead to dead letters and the table is declared well", async () => {
    expect(await look(notificationsDeclared)).to.equal("ok");
  });

  for (const dead of ["notice-topic-dead", "processor-dead"]) {
    it(`sees when ${dead} is another queue, is not encrypted, or forgets too soon`, async () => {
      expect(await look(notificationsDeclared, { [dead]: { QueueArn: "other" } })).to.include(arn(dead));
      expect(await look(notificationsDeclared, { [dead]: { KmsMasterKeyId: undefined } })).to.include(
        "is not encrypted",
      );
      expect(await look(notificationsDeclared, { [dead]: { MessageRetentionPeriod: "345600" } })).to.include(
        "for 345600 s",
      );
    });
  }

  it("sees a processor that no topic calls, or whose failures are dropped", async () => {
    expect(await look(notificationsDeclared, { "notice-topic": { Protocol: "email" } })).to.include("feeds no lambda");
    expect(await look(notificationsDeclared, { processor: { Destination: undefined } })).to.include(
      "what processor fails at leads to nothing",
    );
  });

  it("sees a table without a stream, without its index, or not on demand", async () => {
    const of = (change: Readonly<Record<string, unknown>>) => look(notificationsDeclared, { notifications: change });
    expect(await of({ StreamSpecification: undefined })).to.include("notifications has no full stream");
    expect(await of({ GlobalSecondaryIndexes: [] })).to.include("notifications has no StatusIndex");
    expect(await of({ BillingModeSummary: undefined })).to.include("notifications is not on demand");
  });
});
