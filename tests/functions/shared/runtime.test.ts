import { expect } from "chai";
import { withErrorLog } from "../../../functions/shared/runtime";
import { lambdaContext, recordingRuntime, rejectionOf } from "./doubles";

describe("the error-log wrapper", () => {
  it("lets the answer through and flushes the metrics", async () => {
    const recorded = recordingRuntime();
    const handler = withErrorLog(recorded.runtime, async (event: number) => event + 1);
    expect(await handler(1, lambdaContext())).to.equal(2);
    expect(recorded.flushes()).to.equal(1);
    expect(recorded.failures).to.deep.equal([]);
  });

  it("records what is thrown, with event, duration and ids, and throws the very same error on", async () => {
    const recorded = recordingRuntime();
    const error = new Error("broken for ada@example.com");
    const handler = withErrorLog(
      recorded.runtime,
      async () => {
        throw error;
      },
      { correlationIdOf: (event: { id: string }) => event.id },
    );
    expect(await rejectionOf(handler({ id: "correlation-1" }, lambdaContext("orders-get-test")))).to.equal(error);
    expect(recorded.failures).to.deep.equal([
      {
        error,
        event: { id: "correlation-1" },
        correlationId: "correlation-1",
        requestId: lambdaContext().awsRequestId,
        functionName: "orders-get-test",
        durationMs: 1,
      },
    ]);
    expect(JSON.stringify(recorded.lines)).to.contain("the invocation failed").and.not.contain("ada@");
    expect(recorded.flushes()).to.equal(1);
  });

  it("takes errors that are answers for no failure", async () => {
    const recorded = recordingRuntime();
    const failing = async () => {
      throw new Error("Unauthorized");
    };
    await rejectionOf(withErrorLog(recorded.runtime, failing, { isAnswer: () => true })({}, lambdaContext()));
    expect(recorded.failures).to.deep.equal([]);
  });
});
