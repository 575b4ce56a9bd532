import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { runMoveTask } from "../../../ops/redrive/move-task";

const running = (moved: number) => ({ TaskHandle: "h", Status: "RUNNING", ApproximateNumberOfMessagesMoved: moved });

describe("SQS's own redrive", () => {
  it("is started with both queues named, and followed to its end", async () => {
    const { sqs, calls } = service([running(3), { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 7 }]);
    const progress: number[] = [];

    const result = await run(sqs, { onProgress: (returned) => progress.push(returned) });

    expect(result).to.deep.equal({ returned: 7, status: "COMPLETED" });
    expect(progress).to.deep.equal([3, 7]);
    expect(calls.find((call) => call instanceof StartMessageMoveTaskCommand)).to.have.deep.property("input", {
      SourceArn: "arn:dead",
      DestinationArn: "arn:source",
    });
  });

  it("tells why it failed", async () => {
    const { sqs } = service([{ Status: "FAILED", ApproximateNumberOfMessagesMoved: 1, FailureReason: "AccessDenied" }]);

    expect(await run(sqs)).to.deep.equal({ returned: 1, status: "FAILED", failureReason: "AccessDenied" });
  });

  it("is cancelled once when the command is stopped, and followed until it has stopped", async () => {
    const { sqs, calls } = service([
      running(1),
      { ...running(2), Status: "CANCELLING" },
      { Status: "CANCELLED", ApproximateNumberOfMessagesMoved: 2 },
    ]);

    expect(await run(sqs, { signal: AbortSignal.abort() })).to.deep.equal({ returned: 2, status: "CANCELLED" });
    expect(calls.filter((call) => call instanceof CancelMessageMoveTaskCommand)).to.have.length(1);
  });

  it("is known to be missing where there is none, and any other refusal surfaces", async () => {
    for (const name of ["InvalidAction", "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"]) {
      const { sqs } = service([], Object.assign(new Error("no such action"), { name }));
      expect(await run(sqs), name).to.equal(undefined);
    }
    const { sqs } = service([], Object.assign(new Error("denied"), { name: "AccessDenied" }));
    const thrown: unknown = await run(sqs).catch((error: unknown) => error);
    expect(thrown).to.have.property("message", "denied");
  });
});

type Options = Partial<Parameters<typeof runMoveTask>[0]>;

function run(sqs: { send: (command: unknown) => Promise<never> }, changes: Options = {}) {
  return runMoveTask({
    sqs,
    fromUrl: "https://sqs/dead",
    toUrl: "https://sqs/source",
    signal: new AbortController().signal,
    onProgress: () => undefined,
    pauseMs: 0,
    ...changes,
  });
}

/** @param states of the task, one for each look */
function service(states: readonly object[], refusal?: Error) {
  const calls: unknown[] = [];
  const left = [...states];
  const answer = (command: unknown): unknown => {
    if (command instanceof GetQueueAttributesCommand) {
      return { Attributes: { QueueArn: `arn:${command.input.QueueUrl?.split("/").at(-1)}` } };
    }
    if (command instanceof StartMessageMoveTaskCommand) {
      if (refusal !== undefined) throw refusal;
      return { TaskHandle: "h" };
    }
    return command instanceof ListMessageMoveTasksCommand ? { Results: [left.shift()] } : {};
  };
  const sqs = {
    send: async (command: unknown) => {
      calls.push(command);
      return answer(command) as never;
    },
  };
  return { sqs, calls };
}
