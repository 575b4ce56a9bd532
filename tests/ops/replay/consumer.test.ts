import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { DynamoDBRecord } from "aws-lambda";
import { expect } from "chai";
import { giveTo, NotTakenError } from "../../../ops/replay/consumer";
import { rejectionOf } from "../../functions/shared/doubles";

const records = (count: number, bytes = 0): DynamoDBRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    dynamodb: { SequenceNumber: String(index), NewImage: { text: { S: "x".repeat(bytes) } } },
  }));

/** A function; each answer is for one call, and it takes everything after that. */
function consumer(answers: readonly { readonly fails?: string; readonly error?: string }[] = []) {
  const calls: string[][] = [];
  const lambda = {
    send: async (command: unknown) => {
      if (!(command instanceof InvokeCommand)) throw new Error("an unexpected call");
      const payload = Buffer.from(command.input.Payload as Uint8Array).toString("utf8");
      expect(command.input).to.include({ FunctionName: "f", Qualifier: "live", InvocationType: "RequestResponse" });
      expect(Buffer.byteLength(payload)).to.be.below(6_000_000);
      const given: { Records: DynamoDBRecord[] } = JSON.parse(payload);
      const answer = answers[calls.length] ?? {};
      calls.push(given.Records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? ""));
      const result =
        answer.error === undefined
          ? { batchItemFailures: answer.fails === undefined ? [] : [{ itemIdentifier: answer.fails }] }
          : { errorType: answer.error };
      return {
        Payload: Buffer.from(JSON.stringify(result)),
        ...(answer.error !== undefined && { FunctionError: "Unhandled" }),
      } as never;
    },
  };
  return { lambda, calls };
}

describe("giving records to a stream's consumer", () => {
  it("calls it with at most a hundred at a time, in their order, and with no more than Lambda takes", async () => {
    const many = consumer();
    await giveTo(many.lambda, "f", records(250));
    expect(many.calls.map(({ length }) => length)).to.deep.equal([100, 100, 50]);
    expect(many.calls.flat()).to.deep.equal(records(250).map(({ dynamodb }) => dynamodb?.SequenceNumber));

    const large = consumer();
    await giveTo(large.lambda, "f", records(12, 800_000));
    expect(large.calls.map(({ length }) => length)).to.deep.equal([4, 4, 4]);
  });

  it("gives again from the first one that was not taken", async () => {
    const { lambda, calls } = consumer([{ fails: "2" }, { error: "TimeoutError" }]);

    await giveTo(lambda, "f", records(4));

    expect(calls).to.deep.equal([
      ["0", "1", "2", "3"],
      ["2", "3"],
      ["2", "3"],
    ]);
  });

  it("gives up after three calls, and begins nothing behind what was not taken", async () => {
    const { lambda, calls } = consumer([{ fails: "1" }, { fails: "1" }, { fails: "1" }]);

    const error = await rejectionOf(giveTo(lambda, "f", records(150)));

    expect(error).to.be.instanceOf(NotTakenError);
    expect(error).to.have.property("message", "f did not take 99 of 150 records: see its errors");
    expect(calls).to.have.length(3);
  });
});
