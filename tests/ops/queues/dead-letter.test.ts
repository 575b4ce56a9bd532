import { expect } from "chai";
import { fromMessage, summarize } from "../../../ops/queues/dead-letter";
import { deadLetter, text } from "../support/dead-letters";

describe("a dead letter, summed up", () => {
  it("says why it died and what it is about, and nothing else of its body", () => {
    const body = JSON.stringify({
      orderId: "o-1",
      correlationId: "c-body-00",
      customerEmail: "ann@example.com",
      total: "9.00",
    });
    const attributes = {
      reason: text("UNCERTAIN"),
      detail: text("nobody knows"),
      correlationId: text("c-attribute"),
      functionName: text("f"),
    };

    expect(summarize(deadLetter({ body, attributes, receiveCount: 2 }))).to.deep.equal({
      messageId: "m-1",
      sentAt: "2026-03-01T10:00:00.000Z",
      receiveCount: 2,
      reason: "UNCERTAIN",
      detail: "nobody knows",
      correlationId: "c-attribute",
      functionName: "f",
      ids: { orderId: "o-1" },
      subject: { kind: "order", id: "o-1" },
    });
  });

  it("shows keys and place of a record that could not be read", () => {
    const record = { kind: "unreadable-record", streamArn: "a", sequenceNumber: "17", eventName: "MODIFY" };
    const body = JSON.stringify({ ...record, keys: { orderId: { S: "o-1" } } });
    const attributes = { reason: text("UNREADABLE_RECORD"), detail: text("wrong: total") };

    expect(summarize(deadLetter({ body, attributes }))).to.deep.include({
      reason: "UNREADABLE_RECORD",
      detail: "wrong: total",
      ids: { orderId: "o-1", sequenceNumber: "17", eventName: "MODIFY" },
      subject: { kind: "record", id: "o-1" },
    });
  });

  it("takes the reason from whoever gave up", () => {
    const call = {
      requestContext: { condition: "RetriesExhausted", functionArn: "arn:aws:lambda:r:a:function:f:live" },
    };

    expect(summarize(deadLetter()).reason).to.equal("RECEIVES_EXHAUSTED");
    expect(summarize(deadLetter({ attributes: { ERROR_CODE: text("NO_PERMISSIONS") } })).reason).to.equal(
      "NO_PERMISSIONS",
    );
    expect(summarize(deadLetter({ body: JSON.stringify(call) }))).to.include({
      reason: "RetriesExhausted",
      functionName: "f",
    });
  });

  it("finds the ids in an event of the bus, and takes nothing for an id that could be anything else", () => {
    const event = { source: "carrier.fast", detail: { shipmentId: "s-1", eventId: "e-1", orderId: "ann@example.com" } };

    expect(summarize(deadLetter({ body: JSON.stringify(event) })).ids).to.deep.equal({
      shipmentId: "s-1",
      eventId: "e-1",
    });
    expect(summarize(deadLetter({ body: "no JSON" })).ids).to.deep.equal({});
  });

  it("is read from what SQS answers, with binary attributes left out", () => {
    const read = fromMessage({
      MessageId: "m",
      ReceiptHandle: "r",
      Body: "b",
      Attributes: { SentTimestamp: "1772359200000", ApproximateReceiveCount: "3" },
      MessageAttributes: {
        reason: { DataType: "String", StringValue: "X" },
        raw: { DataType: "Binary", BinaryValue: new Uint8Array() },
      },
    });

    expect(read).to.deep.equal({
      messageId: "m",
      receiptHandle: "r",
      body: "b",
      attributes: { reason: text("X") },
      sentAt: new Date("2026-03-01T10:00:00Z"),
      receiveCount: 3,
    });
  });
});
