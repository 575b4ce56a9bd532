import { expect } from "chai";
import type { WayBack } from "../../../ops/queues/catalog";
import { planReturn } from "../../../ops/redrive/plan";
import { deadLetter, text } from "../support/dead-letters";

const reader: WayBack = { kind: "queue", queueUrl: "https://sqs/q", from: "reader", permits: true, marked: true };
const subscription: WayBack = { ...reader, from: "subscription" };
const rule: WayBack = { kind: "queue", queueUrl: "https://sqs/q", from: "rule", permits: false };
const call: WayBack = { kind: "call", functionName: "notifications-processor-test", permits: true };
const topicCall: WayBack = { kind: "topic-call", functionName: "notifications-processor-test" };
const notification = {
  Type: "Notification",
  MessageId: "n-1",
  TopicArn: "arn:aws:sns:us-east-1:000000000000:topic",
  Subject: "Hello",
  Message: '{"subject":"Hello"}',
  Timestamp: "2026-03-01T10:00:00Z",
  SigningCertURL: "https://cert",
  UnsubscribeURL: "https://unsubscribe",
  MessageAttributes: { correlationId: { Type: "String", Value: "c-1234567" } },
};

describe("the way back of a dead letter", () => {
  it("leads to the source queue, with the original body and attributes, marked as sent back, and without how it died", () => {
    const dead = deadLetter({
      body: "not even JSON",
      attributes: {
        ...{ reason: text("INVALID_JSON"), detail: text("why"), sourceMessageId: text("m-0"), functionName: text("f") },
        ...{ correlationId: text("c-1234567"), weight: { type: "Number", value: "7" } },
      },
    });

    expect(planReturn(dead, reader)).to.deep.equal({
      kind: "send",
      queueUrl: "https://sqs/q",
      body: "not even JSON",
      attributes: {
        redriven: text("true"),
        correlationId: text("c-1234567"),
        weight: { type: "Number", value: "7" },
      },
    });
    const unmarked: WayBack = { kind: "queue", queueUrl: "https://sqs/q", from: "reader", permits: false };
    expect(planReturn(deadLetter({ attributes: { redriven: text("true") } }), unmarked)).to.deep.include({
      attributes: {},
    });
  });

  it("takes no permit to send again along, unless an operator gives a new one", () => {
    const dead = deadLetter({ attributes: { confirmResend: text("3"), correlationId: text("c-1234567") } });
    const marked = { redriven: text("true"), correlationId: text("c-1234567") };

    expect(planReturn(dead, reader)).to.deep.include({ attributes: marked });
    expect(planReturn(dead, reader, 4)).to.deep.include({ attributes: { confirmResend: text("4"), ...marked } });
  });

  it("takes a permit to a function beside what SNS hands over, and takes off an earlier one", () => {
    const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:notifications-processor-test:live";
    const record = { EventSource: "aws:sns", Sns: { MessageId: "n-1" } };
    const dead = (records: readonly object[]) =>
      deadLetter({ body: JSON.stringify({ requestContext: { functionArn }, requestPayload: { Records: records } }) });
    const payloadOf = (plan: ReturnType<typeof planReturn>) => JSON.parse(plan.kind === "invoke" ? plan.payload : "");

    expect(payloadOf(planReturn(dead([record]), call, 2)).Records).to.deep.equal([{ ...record, confirmResend: 2 }]);
    expect(payloadOf(planReturn(dead([{ ...record, confirmResend: 2 }]), call)).Records).to.deep.equal([record]);
  });

  it("keeps what a subscription with raw delivery could not deliver as it is, and unwraps it without raw delivery", () => {
    const raw = deadLetter({ body: '{"orderId":"o-1"}', attributes: { correlationId: text("c-1234567") } });
    const wrapped = deadLetter({ body: JSON.stringify(notification) });

    expect(planReturn(raw, subscription)).to.deep.include({
      body: '{"orderId":"o-1"}',
      attributes: { redriven: text("true"), correlationId: text("c-1234567") },
    });
    expect(planReturn(wrapped, subscription)).to.deep.include({
      body: '{"subject":"Hello"}',
      attributes: { redriven: text("true"), correlationId: text("c-1234567") },
    });
  });

  it("leaves what EventBridge says about a rule's failure behind", () => {
    const attributes = {
      RULE_ARN: text("r"),
      TARGET_ARN: text("t"),
      ERROR_CODE: text("NO_PERMISSIONS"),
      ERROR_MESSAGE: text("m"),
    };
    const dead = deadLetter({ body: '{"source":"carrier.fast","detail":{}}', attributes });

    expect(planReturn(dead, rule)).to.deep.include({ body: '{"source":"carrier.fast","detail":{}}', attributes: {} });
  });

  it("ends at an event that EventBridge sealed", () => {
    const sealed = { source: "aws.events", "detail-type": "Encrypted Events", detail: { "encrypted-payload": "AgR4" } };
    const dead = deadLetter({ body: JSON.stringify(sealed) });

    expect(planReturn(dead, rule)).to.include({ kind: "stay" });
    expect(planReturn(dead, { kind: "sealed" })).to.include({ kind: "stay" });
  });

  it("calls a function again with the original event of the call that failed", () => {
    const event = { Records: [{ EventSource: "aws:sns" }] };
    const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:notifications-processor-test:live";
    const dead = deadLetter({ body: JSON.stringify({ requestContext: { functionArn }, requestPayload: event }) });

    expect(planReturn(dead, call)).to.deep.equal({
      kind: "invoke",
      functionName: "notifications-processor-test",
      payload: JSON.stringify(event),
    });
  });

  it("calls no function with another one's event, nor with anything that is no record of a call", () => {
    const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:orders-create-test";
    const foreign = deadLetter({ body: JSON.stringify({ requestContext: { functionArn }, requestPayload: {} }) });

    expect(planReturn(foreign, call)).to.deep.equal({
      kind: "stay",
      why: "it is a failed call of orders-create-test, not of notifications-processor-test",
    });
    for (const body of ["", "null", "[]", '{"requestContext":{}}', "no JSON"]) {
      expect(planReturn(deadLetter({ body }), call), body).to.include({ kind: "stay" });
      expect(planReturn(deadLetter({ body }), topicCall), body).to.include({ kind: "stay" });
    }
  });

  it("calls a function as its topic does, with the message id that it knows the notification by", () => {
    const plan = planReturn(deadLetter({ body: JSON.stringify(notification) }), topicCall);

    expect(plan).to.include({ kind: "invoke", functionName: "notifications-processor-test" });
    const [record] = JSON.parse(plan.kind === "invoke" ? plan.payload : "").Records;
    expect(record).to.include({ EventSource: "aws:sns", EventVersion: "1.0" });
    expect(record.Sns).to.deep.include({
      MessageId: "n-1",
      Message: '{"subject":"Hello"}',
      SigningCertUrl: "https://cert",
      MessageAttributes: { correlationId: { Type: "String", Value: "c-1234567" } },
    });
  });

  it("is a replay for what a stream's failure queue holds", () => {
    const stream: WayBack = { kind: "stream", functionName: "orders-publisher-test", writes: "events" };
    expect(planReturn(deadLetter(), stream)).to.deep.equal({ kind: "replay" });
  });
});
