import { setImmediate as nextTurn } from "node:timers/promises";
import { CreateQueueCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { type RecordedCall, recording } from "../../../local/bench/calls/record";
import { replay } from "../../../local/bench/calls/replay";
import type { Clients } from "../../../local/deploy/clients";
import { rejectionOf } from "../../functions/shared/doubles";

interface Sent {
  readonly name: string;
  readonly input: object;
  answer(value: object): void;
  fail(error: Error): void;
}

/** Clients whose queue service answers when the test says so. */
function clientsWith(sent: Sent[]): Clients {
  const send = (command: { readonly input: object }) =>
    new Promise((answer, fail) => sent.push({ name: command.constructor.name, input: command.input, answer, fail }));
  return { sqs: { send } } as never;
}

const call = (name: string, began: number, ended: number, input: object, answer: Record<string, string> = {}) =>
  ({
    ...{ client: "sqs", command: name, input, began, ended, failed: false },
    answer: new Map(Object.entries(answer)),
  }) satisfies RecordedCall;

describe("a recorded deployment's calls", () => {
  it("are noted with their input, the strings of their answer and whether they failed, and answered as ever", async () => {
    const sent: Sent[] = [];
    const calls: RecordedCall[] = [];
    const { sqs } = recording(clientsWith(sent), calls);

    const made = sqs.send(new CreateQueueCommand({ QueueName: "one" }));
    sent[0]?.answer({ QueueUrl: "http://old/one", $metadata: { requestId: "r-1" } });
    expect(await made).to.have.property("QueueUrl", "http://old/one");
    const failed = sqs.send(new CreateQueueCommand({ QueueName: "two" }));
    sent[1]?.fail(new Error("no"));
    expect(await rejectionOf(failed)).to.have.property("message", "no");

    expect(
      calls.map(({ began, ended, answer, ...rest }) => ({ ...rest, took: ended >= began, answer: [...answer] })),
    ).to.deep.equal([
      {
        client: "sqs",
        command: "CreateQueueCommand",
        input: { QueueName: "one" },
        failed: false,
        took: true,
        answer: [[".QueueUrl", "http://old/one"]],
      },
      {
        client: "sqs",
        command: "CreateQueueCommand",
        input: { QueueName: "two" },
        failed: true,
        took: true,
        answer: [],
      },
    ]);
  });

  it("are made again when those are over that were over before, with the ids of this time", async () => {
    const sent: Sent[] = [];
    const policy = JSON.stringify({ Resource: "http://old/one" });
    const done = replay(
      [
        call("CreateQueueCommand", 0, 10, { QueueName: "one" }, { ".QueueUrl": "http://old/one" }),
        call("CreateQueueCommand", 1, 30, { QueueName: "two" }),
        call("SetQueueAttributesCommand", 11, 20, { QueueUrl: "http://old/one", Attributes: { Policy: policy } }),
        call("CreateQueueCommand", 31, 40, { QueueName: "last" }),
      ],
      clientsWith(sent),
      new Map(),
    );
    expect(sent.map(({ input }) => input)).to.deep.equal([{ QueueName: "one" }, { QueueName: "two" }]);

    sent[0]?.answer({ QueueUrl: "http://new/1" });
    await nextTurn();
    expect(sent.slice(2).map(({ name, input }) => ({ name, input }))).to.deep.equal([
      {
        name: SetQueueAttributesCommand.name,
        input: {
          QueueUrl: "http://new/1",
          Attributes: { Policy: JSON.stringify({ Resource: "http://new/1" }) },
        },
      },
    ]);

    sent[2]?.answer({});
    await nextTurn();
    expect(sent).to.have.lengthOf(3);
    sent[1]?.answer({});
    await nextTurn();
    expect(sent[3]?.input).to.deep.equal({ QueueName: "last" });
    sent[3]?.answer({});
    expect(await done).to.be.at.least(0);
  });

  it("end the replay where one fails that did not fail before, and only then", async () => {
    const sent: Sent[] = [];
    const calls = [call("CreateQueueCommand", 0, 10, { QueueName: "one" })];
    const failing = replay(calls, clientsWith(sent), new Map());
    sent[0]?.fail(new Error("denied"));
    expect(await rejectionOf(failing)).to.have.property("message", "CreateQueueCommand failed in the replay: denied");

    const expected = replay(
      calls.map((one) => ({ ...one, failed: true })),
      clientsWith(sent),
      new Map(),
    );
    sent[1]?.fail(new Error("denied"));
    expect(await expected).to.be.at.least(0);
  });
});
