import { GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { expect } from "chai";
import { positionOf, recordsAt, TrimmedError } from "../../../ops/replay/stream-range";
import { rejectionOf } from "../../functions/shared/doubles";
import { deadLetter } from "../support/dead-letters";

const info = {
  shardId: "shardId-00000001",
  // More digits than a number holds.
  startSequenceNumber: "100000000000000000001",
  endSequenceNumber: "100000000000000000250",
  approximateArrivalOfFirstRecord: "2026-03-01T10:00:00.123Z",
  batchSize: 250,
  streamArn: "arn:aws:dynamodb:us-east-1:000000000000:table/orders-table-test/stream/2026-01-01T00:00:00.000",
};
const position = () => {
  const found = positionOf(deadLetter({ body: JSON.stringify({ DDBStreamBatchInfo: info }) }));
  if (found === undefined) throw new Error("the dead letter holds a position");
  return found;
};
const record = (number: number, eventName: "INSERT" | "MODIFY" | "REMOVE" = "INSERT") => ({
  eventID: `e-${number}`,
  eventName,
  dynamodb: {
    SequenceNumber: String(100_000_000_000_000_000_000n + BigInt(number)),
    Keys: { orderId: { S: `o-${number}` } },
    NewImage: { raw: { B: new Uint8Array([1, 2]) }, total: { N: "12.10" } },
    ApproximateCreationDateTime: new Date("2026-03-01T10:00:00.900Z"),
  },
});

/** A stream of these pages; the shard is open, so there is always another iterator. */
function streamOf(pages: readonly (readonly ReturnType<typeof record>[])[], refusal?: string) {
  let reads = 0;
  const client = {
    send: async (command: unknown) => {
      if (refusal !== undefined) throw Object.assign(new Error("no"), { name: refusal });
      if (command instanceof GetShardIteratorCommand) {
        expect(command.input).to.include({
          ShardIteratorType: "AT_SEQUENCE_NUMBER",
          SequenceNumber: info.startSequenceNumber,
        });
        return { ShardIterator: "0" } as never;
      }
      if (!(command instanceof GetRecordsCommand)) throw new Error("an unexpected call");
      const page = Number(command.input.ShardIterator);
      reads++;
      return { Records: pages[page] ?? [], NextShardIterator: String(page + 1) } as never;
    },
  };
  return { client, reads: () => reads };
}

async function all(client: Parameters<typeof recordsAt>[0]) {
  const records = [];
  for await (const page of recordsAt(client, position())) records.push(...page);
  return records;
}

describe("the records of a position in a stream", () => {
  it("are read page by page to the last one and no further, empty pages between and removals too", async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
    const removals = numbers.map((number) => record(number, number % 3 === 0 ? "REMOVE" : "MODIFY"));
    const stream = streamOf([
      removals.slice(0, 100),
      [],
      [],
      removals.slice(100, 200),
      removals.slice(200),
      [record(301)],
    ]);

    const records = await all(stream.client);

    expect(records.map(({ dynamodb }) => dynamodb?.Keys?.orderId?.S)).to.deep.equal(
      numbers.slice(0, 250).map((number) => `o-${number}`),
    );
    expect(records.filter(({ eventName }) => eventName === "REMOVE")).to.have.length(83);
    expect(stream.reads()).to.equal(5);
  });

  it("have the form in which Lambda hands them over", async () => {
    const expiry = { ...record(250), userIdentity: { PrincipalId: "dynamodb.amazonaws.com", Type: "Service" } };

    const [handed] = await all(streamOf([[expiry]]).client);

    expect(handed).to.deep.equal({
      ...{ eventID: "e-250", eventName: "INSERT", eventSource: "aws:dynamodb", eventSourceARN: info.streamArn },
      userIdentity: { principalId: "dynamodb.amazonaws.com", type: "Service" },
      dynamodb: {
        SequenceNumber: "100000000000000000250",
        Keys: { orderId: { S: "o-250" } },
        NewImage: { raw: { B: "AQI=" }, total: { N: "12.10" } },
        ApproximateCreationDateTime: Date.parse("2026-03-01T10:00:00Z") / 1000,
      },
    });
  });

  it("end where an open shard shows nothing more", async () => {
    expect(await all(streamOf([[record(1)]]).client)).to.have.length(1);
  });

  it("are known to be gone when the stream has dropped them, and only then", async () => {
    for (const name of ["TrimmedDataAccessException", "ResourceNotFoundException"]) {
      expect(await rejectionOf(all(streamOf([], name).client)), name).to.be.instanceOf(TrimmedError);
    }
    expect(await rejectionOf(all(streamOf([], "AccessDeniedException").client))).not.to.be.instanceOf(TrimmedError);
  });

  it("are nowhere in a dead letter that holds no position", () => {
    for (const body of [
      "no JSON",
      "{}",
      JSON.stringify({ DDBStreamBatchInfo: { ...info, startSequenceNumber: "1; id" } }),
    ]) {
      expect(positionOf(deadLetter({ body })), body).to.equal(undefined);
    }
  });
});
