import { expect } from "chai";
import { subjectOf } from "../../../ops/queues/subject";
import { deadLetter } from "../support/dead-letters";

const of = (body: unknown) =>
  subjectOf(deadLetter({ messageId: "m-7", body: typeof body === "string" ? body : JSON.stringify(body) }));

describe("the subject of a dead letter", () => {
  it("is the order that it asks a confirmation for, or that SES's event is about", () => {
    expect(of({ type: "OrderConfirmationRequested", orderId: "o-1" })).to.deep.equal({ kind: "order", id: "o-1" });
    expect(of({ eventType: "Bounce", mail: { tags: { orderId: ["o-1"] } } })).to.deep.equal({
      kind: "order",
      id: "o-1",
    });
    const wrapped = { Type: "Notification", MessageId: "n-1", Message: '{"orderId":"o-1"}' };
    expect(of(wrapped)).to.deep.equal({ kind: "order", id: "o-1" });
  });

  it("is a carrier's event", () => {
    const event = { source: "carrier.fast", detail: { eventId: "e-1", shipmentId: "s-1", orderId: "o-1" } };
    expect(of(event)).to.deep.equal({ kind: "shipment event", id: "e-1" });
  });

  it("is the record of a table that could not be read, or the place of some in a stream", () => {
    const record = { kind: "unreadable-record", streamArn: "a", sequenceNumber: "17", eventName: "INSERT" };
    expect(of({ ...record, keys: { orderId: { S: "o-1" } } })).to.deep.equal({ kind: "record", id: "o-1" });
    expect(of({ ...record, keys: { orderId: { S: "ann@example.com" } } })).to.deep.equal({ kind: "record", id: "17" });
    const DDBStreamBatchInfo = { shardId: "shard-1", startSequenceNumber: "5" };
    expect(of({ DDBStreamBatchInfo })).to.deep.equal({ kind: "positions", id: "shard-1:5" });
  });

  it("is the message itself when nothing in it can be read, or when its id could be anything", () => {
    for (const body of [
      "{ poison",
      "null",
      "[]",
      { orderId: "ann@example.com" },
      { orderId: 5 },
      { requestPayload: 1 },
    ]) {
      expect(of(body), JSON.stringify(body)).to.deep.equal({ kind: "message", id: "m-7" });
    }
  });
});
