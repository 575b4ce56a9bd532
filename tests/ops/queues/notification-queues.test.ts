// Dead letters of notifications: their queues, what each is about, its states and its permit.
import { expect } from "chai";
import { stages } from "../../../functions/notifications/domain/progress";
import { failureQueues } from "../../../ops/queues/catalog";
import { summarize } from "../../../ops/queues/dead-letter";
import { notificationStates } from "../../../ops/queues/states";
import { subjectOf } from "../../../ops/queues/subject";
import { functionNamesOf, tableNamesOf } from "../../../ops/stack/outputs";
import { permitsOver } from "../redrive/permits-over";
import { deadLetter } from "../support/dead-letters";
import { outputsWith, url } from "../support/outputs";

const outputs = outputsWith({
  notifications: {
    tableName: "notifications-table-test",
    deliveryDeadLetterQueueUrl: url("notifications-delivery-dead-letters"),
    failureQueueUrl: url("notifications-failures"),
    functionName: "notifications-processor-test",
  },
});
const of = (body: unknown) => subjectOf(deadLetter({ messageId: "m-7", body: JSON.stringify(body) }));
const sns = {
  MessageId: "0b5f1e3a-94a5-4c0e-9d39-3f1d6b3d2f10",
  Message: JSON.stringify({ subject: "s", message: "m", severity: "info", source: "test", deduplicationKey: "k" }),
};
const failedCall = (Sns: object) => ({ requestPayload: { Records: [{ Sns }] }, responsePayload: {} });

describe("the outputs of notifications", () => {
  it("name two failure queues that know their way back, a table and a function", () => {
    const ways = failureQueues(outputs).map(({ name, pipeline, wayBack }) => [pipeline, name, wayBack.kind]);

    expect(ways.filter(([pipeline]) => pipeline === "notifications")).to.deep.equal([
      ["notifications", "notifications-delivery-dead-letters-test", "topic-call"],
      ["notifications", "notifications-failures-test", "call"],
    ]);
    expect(tableNamesOf(outputs)).to.include("notifications-table-test");
    expect(functionNamesOf(outputs)).to.include("notifications-processor-test");
  });

  it("may be none in a stack of an earlier version", () => {
    expect(failureQueues(outputsWith()).map(({ pipeline }) => pipeline)).not.to.include("notifications");
  });
});

describe("a dead letter of notifications", () => {
  it("is the notification under the id that the processor knows it by, whichever queue holds it", () => {
    const made = of(failedCall(sns));

    // Made of source and key: a UUID of version 8.
    expect(made.kind).to.equal("notification");
    expect(made.id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
    expect(of({ Type: "Notification", TopicArn: "t", ...sns })).to.deep.equal(made);
    expect(of(failedCall({ ...sns, Message: "no JSON" }))).to.deep.equal({ kind: "notification", id: sns.MessageId });
  });

  it("shows id and error of a failed call to the notifications' processor", () => {
    const Message = JSON.stringify({ subject: "s", correlationId: "c-1234567" });
    const body = JSON.stringify({
      requestContext: { condition: "RetriesExhausted", functionArn: "arn:aws:lambda:r:a:function:f:live" },
      requestPayload: { Records: [{ Sns: { MessageId: "n-1", Message } }] },
      responsePayload: { errorType: "PermanentError", errorMessage: "nobody told ann@example.com" },
    });

    expect(summarize(deadLetter({ body }))).to.deep.include({
      reason: "RetriesExhausted",
      detail: "PermanentError: nobody told a***@example.com",
      correlationId: "c-1234567",
      ids: { notificationId: "n-1" },
      subject: { kind: "notification", id: "n-1" },
    });
  });

  it("has a permit for one more email: the number of attempts that the notification has had", async () => {
    const { permitOf } = permitsOver(outputs, {
      'notifications-table-test {"notificationId":"n-1"}': { attempt: "2" },
    });

    expect(
      await permitOf(deadLetter({ body: JSON.stringify(failedCall({ MessageId: "n-1", Message: "no JSON" })) })),
    ).to.equal(2);
  });
});

describe("every stage of a notification", () => {
  it("is in the list of states: none of the code's is missing, and none is made up", () => {
    expect(Object.keys(notificationStates)).to.have.members(stages);
  });
});
