import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { ofTask } from "../../../ops/commands/redrive-result";
import { runMoveTask } from "../../../ops/redrive/move-task";

const running = (moved: number) => ({ TaskHandle: "h", Status: "RUNNING", ApproximateNumberOfMessagesMoved: moved });

describe("SQS's own redrive", () => {
  it("is started with both queues named, and followed to its end", async () => {
    const { sqs, calls } = service([running(3), { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 7 }]);
    const progress: number[] = [];

    const result = await run(sqs, { onProgress: (returned) => progress.push(returned) });

    expect(result).to.deep.equal({ returned: 7, status: "COMPLETED", depth: { before: 9, after: 2 } });
    expect(progress).to.deep.equal([3, 7]);
    expect(calls.find((call) => call instanceof StartMessageMoveTaskCommand)).to.have.deep.property("input", {
      SourceArn: "arn:dead",
      DestinationArn: "arn:source",
    });
  });

  it("says why it failed", async () => {
    const { sqs } = service([{ Status: "FAILED", ApproximateNumberOfMessagesMoved: 1, FailureReason: "AccessDenied" }]);

    expect(await run(sqs)).to.deep.include({ returned: 1, status: "FAILED", failureReason: "AccessDenied" });
  });

  it("is cancelled once when the command is stopped, and followed until it has stopped", async () => {
    const { sqs, calls } = service([
      running(1),
      { ...running(2), Status: "CANCELLING" },
      { Status: "CANCELLED", ApproximateNumberOfMessagesMoved: 2 },
    ]);

    expect(await run(sqs, { signal: AbortSignal.abort() })).to.deep.include({ returned: 2, status: "CANCELLED" });
    expect(calls.filter((call) => call instanceof CancelMessageMoveTaskCommand)).to.have.length(1);
  });

  it("says how it ended when it had ended before it could be cancelled", async () => {
    const { sqs } = service([running(1), { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 7 }], {
      cancel: Object.assign(new Error("The task does not exist"), { name: "ResourceNotFoundException" }),
    });

    const result = await run(sqs, { signal: AbortSignal.abort() });

    expect(result).to.deep.equal({ returned: 7, status: "COMPLETED", depth: { before: 9, after: 2 } });
  });

  it("says how far it got when it cannot be followed any more, and that it goes on", async () => {
    const expired = Object.assign(new Error("expired"), { name: "ExpiredToken" });
    const { sqs } = service([running(3), expired]);

    const result = await run(sqs);

    expect(result).to.deep.include({ returned: 3, status: "RUNNING", failure: expired });
    const outcome = ofTask(result ?? expect.fail("there is a task"));
    expect(outcome.unclear.map(({ why }) => why)).to.deep.equal([
      "SQS's move task goes on by itself: look at the queue again in a minute",
    ]);
  });

  it("counts what has left the queue when its own counter lags", () => {
    const done = { returned: 0, status: "COMPLETED", depth: { before: 9, after: 2 } };
    expect(ofTask(done)).to.deep.include({ returned: 7, unclear: [], stopped: false });
    expect(ofTask({ ...done, returned: 8 })).to.include({ returned: 8 });
  });

  it("is known to be missing where there is none, and any other refusal surfaces", async () => {
    for (const name of ["InvalidAction", "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation"]) {
      const { sqs } = service([], { start: Object.assign(new Error("no such action"), { name }) });
      expect(await run(sqs), name).to.equal(undefined);
    }
    const { sqs } = service([], { start: Object.assign(new Error("denied"), { name: "AccessDenied" }) });
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

/** @param states of the task, one for each look: an error is thrown */
function service(states: readonly object[], refusals: { readonly start?: Error; readonly cancel?: Error } = {}) {
  const calls: unknown[] = [];
  const left = [...states];
  const depths = ["9", "2"];
  const answer = (command: unknown): unknown => {
    if (command instanceof GetQueueAttributesCommand) {
      const { QueueUrl, AttributeNames = [] } = command.input;
      return AttributeNames.includes("QueueArn")
        ? { Attributes: { QueueArn: `arn:${QueueUrl?.split("/").at(-1)}` } }
        : { Attributes: { ApproximateNumberOfMessages: depths.shift() } };
    }
    if (command instanceof StartMessageMoveTaskCommand) {
      if (refusals.start !== undefined) throw refusals.start;
      return { TaskHandle: "h" };
    }
    if (command instanceof CancelMessageMoveTaskCommand && refusals.cancel !== undefined) throw refusals.cancel;
    if (!(command instanceof ListMessageMoveTasksCommand)) return {};
    const state = left.shift();
    if (state instanceof Error) throw state;
    return { Results: [state] };
  };
  const sqs = {
    send: async (command: unknown) => {
      calls.push(command);
      return answer(command) as never;
    },
  };
  return { sqs, calls };
}
