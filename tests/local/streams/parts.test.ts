import { expect } from "chai";
import { nextBatch } from "../../../local/streams/batches";
import { failureRecord } from "../../../local/streams/failure-record";
import { type StreamRecord, streamRecord } from "../../../local/streams/record";
import { compileFilter } from "../../../local/streams/settings";

const streamArn = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-11-28T10:00:00.000";
const at = Date.parse("2026-11-28T10:00:00Z");
const record = (sequenceNumber: string, bytes = 10, createdAt = at): StreamRecord => ({
  sequenceNumber,
  createdAt,
  arrivedAt: createdAt,
  event: {},
  bytes,
});

describe("parts of the stream mappings' fake", () => {
  it("write the position of what is given up as Lambda documents it", () => {
    const text = failureRecord(
      {
        records: [record("7"), record("9", 10, at + 1_500)],
        condition: "RetryAttemptsExhausted",
        calls: 3,
        response: { version: "4", functionError: "Unhandled" },
      },
      { functionArn: "arn:aws:lambda:us-east-1:000000000000:function:f:live", streamArn, shardId: "shardId-1" },
      new Date(at + 2_000),
    );
    const { requestContext, ...rest } = JSON.parse(text);
    expect(requestContext).to.include({
      functionArn: "arn:aws:lambda:us-east-1:000000000000:function:f:live",
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 3,
    });
    expect(requestContext.requestId).to.match(/^[0-9a-f-]{36}$/);
    expect(rest).to.deep.equal({
      responseContext: { statusCode: 200, executedVersion: "4", functionError: "Unhandled" },
      version: "1.0",
      timestamp: "2026-11-28T10:00:02.000Z",
      DDBStreamBatchInfo: {
        shardId: "shardId-1",
        startSequenceNumber: "7",
        endSequenceNumber: "9",
        approximateArrivalOfFirstRecord: "2026-11-28T10:00:00Z",
        approximateArrivalOfLastRecord: "2026-11-28T10:00:01Z",
        batchSize: 2,
        streamArn,
      },
    });
  });

  it("hand over records as functions know them: seconds, base64, the stream's ARN, who removed", () => {
    const { event, createdAt, sequenceNumber } = streamRecord(
      {
        eventID: "e1",
        eventName: "REMOVE",
        eventSource: "aws:dynamodb",
        userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" },
        dynamodb: {
          ApproximateCreationDateTime: new Date(at),
          SequenceNumber: "7",
          OldImage: { raw: { B: new Uint8Array([1, 2, 3]) }, name: { S: "tea" } },
        },
      },
      streamArn,
    );
    expect({ createdAt, sequenceNumber }).to.deep.equal({ createdAt: at, sequenceNumber: "7" });
    expect(event).to.deep.equal({
      eventID: "e1",
      eventName: "REMOVE",
      eventSource: "aws:dynamodb",
      userIdentity: { principalId: "dynamodb.amazonaws.com", type: "Service" },
      eventSourceARN: streamArn,
      dynamodb: {
        ApproximateCreationDateTime: at / 1_000,
        SequenceNumber: "7",
        OldImage: { raw: { B: "AQID" }, name: { S: "tea" } },
      },
    });
  });

  it("cut batches by number and by a call's 6 MB, with at least one record", () => {
    const megabyte = 1_024 * 1_024;
    expect(nextBatch([], 2)).to.deep.equal({ size: 0, full: false });
    expect(nextBatch([record("1")], 2)).to.deep.equal({ size: 1, full: false });
    expect(nextBatch([record("1"), record("2")], 2)).to.deep.equal({ size: 2, full: true });
    expect(nextBatch([record("1"), record("2"), record("3")], 2)).to.deep.equal({ size: 2, full: true });
    const large = ["1", "2", "3"].map((number) => record(number, 2.5 * megabyte));
    expect(nextBatch(large, 100)).to.deep.equal({ size: 2, full: true });
    expect(nextBatch([record("1", 7 * megabyte), record("2")], 100)).to.deep.equal({ size: 1, full: true });
  });

  it("let pass what meets any filter, all without one, and know a field whose parent is missing", () => {
    const inserts = '{"eventName":["INSERT"]}';
    const byHand = '{"eventName":["REMOVE"],"userIdentity":{"type":[{"exists":false}]}}';
    const passes = compileFilter([inserts, byHand]);
    expect(passes({ eventName: "INSERT" })).to.equal(true);
    expect(passes({ eventName: "REMOVE" })).to.equal(true);
    expect(passes({ eventName: "REMOVE", userIdentity: { type: "Service" } })).to.equal(false);
    expect(passes({ eventName: "MODIFY" })).to.equal(false);
    expect(compileFilter([])({ eventName: "MODIFY" })).to.equal(true);
  });

  it("know when a record came into the stream to a second, and never later than it was read", () => {
    const made = (now: number) =>
      streamRecord({ dynamodb: { SequenceNumber: "1", ApproximateCreationDateTime: new Date(at) } }, streamArn, now);
    expect(made(at + 300).arrivedAt).to.equal(at + 300);
    expect(made(at + 30_000).arrivedAt).to.equal(at + 999);
  });
});
