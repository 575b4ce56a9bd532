import { expect } from "chai";
import { positionOf } from "../../../ops/redrive/positions";
import { letter } from "../support/letters";

const info = {
  shardId: "shardId-00000001",
  startSequenceNumber: "100000000000000000001",
  endSequenceNumber: "100000000000000000009",
  approximateArrivalOfFirstRecord: "2026-03-01T10:00:00Z",
  approximateArrivalOfLastRecord: "2026-03-01T10:00:05Z",
  batchSize: 3,
  streamArn: "arn:aws:dynamodb:us-east-1:000000000000:table/orders-table-test/stream/2026-01-01T00:00:00.000",
};
const positionWith = (changes: object, hours = 1) =>
  positionOf(
    letter({ body: JSON.stringify({ DDBStreamBatchInfo: { ...info, ...changes } }) }),
    "orders-publisher-test",
    new Date(Date.parse(info.approximateArrivalOfFirstRecord) + hours * 3_600_000),
  );

describe("a position in a stream", () => {
  it("is turned into the commands that read its records and give them to the function again", () => {
    const position = positionWith({});

    expect(position).to.deep.include({ messageId: "m-1", records: 3, readable: true });
    const [iterator = "", records = "", invoke = ""] = position?.commands ?? [];
    expect(iterator)
      .to.contain("--shard-id 'shardId-00000001'")
      .and.to.contain("--sequence-number 100000000000000000001");
    expect(records).to.contain('select(.eventName != "REMOVE"').and.to.contain('"100000000000000000009"');
    expect(invoke).to.contain("--function-name orders-publisher-test --qualifier live");
  });

  it("is past help when the stream has dropped its records", () => {
    expect(positionWith({}, 23)).to.include({ readable: true });
    expect(positionWith({}, 24)).to.include({ readable: false });
  });

  it("is nothing that could carry a command of its own into a shell", () => {
    expect(positionWith({ shardId: "x'; rm -rf ~; '" })).to.equal(undefined);
    expect(positionWith({ streamArn: 'arn:aws:"$(id)"' })).to.equal(undefined);
    expect(positionWith({ startSequenceNumber: "1; id" })).to.equal(undefined);
    expect(positionOf(letter({ body: "no JSON" }), "f", new Date())).to.equal(undefined);
  });
});
