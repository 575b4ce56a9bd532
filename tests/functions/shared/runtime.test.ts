import type { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import { keptRequest } from "../../../functions/orders/kept";
import { DeadlineError } from "../../../functions/shared/deadline";
import { createErrorLog } from "../../../functions/shared/error-log";
import { fields, token } from "../../../functions/shared/redaction/kept";
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
    const kept = fields({ id: token });
    const error = new Error("broken for ada@example.com");
    const handler = withErrorLog(
      recorded.runtime,
      async () => {
        throw error;
      },
      { kept, correlationIdOf: (event: { id: string }) => event.id },
    );
    expect(await rejectionOf(handler({ id: "correlation-1" }, lambdaContext("orders-get-test")))).to.equal(error);
    expect(recorded.failures.map(({ patienceMs: _, ...failure }) => failure)).to.deep.equal([
      {
        error,
        event: { id: "correlation-1" },
        kept,
        correlationId: "correlation-1",
        requestId: lambdaContext().awsRequestId,
        functionName: "orders-get-test",
        durationMs: 1,
      },
    ]);
    expect(JSON.stringify(recorded.lines)).to.contain("the invocation failed").and.not.contain("ada@");
    expect(recorded.flushes()).to.equal(1);
  });

  it("throws the very same error on when it has neither name nor message, and keeps an entry of it", async () => {
    const recorded = recordingRuntime();
    const entries: unknown[] = [];
    const errorLog = createErrorLog({
      documents: { send: (async ({ input }: PutCommand) => void entries.push(input.Item)) as never },
      tableName: "monitoring-errors-test",
      retentionDays: 30,
      environment: "test",
      service: "orders",
      clock: recorded.runtime.clock,
    });
    const odd = Object.assign(new Error("x"), { name: 7, message: undefined, stack: { at: 1 } });
    const handler = withErrorLog({ ...recorded.runtime, errorLog }, async () => {
      throw odd;
    });
    expect(await rejectionOf(handler({}, lambdaContext()))).to.equal(odd);
    expect(entries).to.have.length(1);
    expect(entries[0]).to.include({ errorName: "Error", errorMessage: "An error without a message was thrown" });
  });

  it("keeps personal data of the event out of the log line, also where the error quotes it", async () => {
    const recorded = recordingRuntime();
    const quoting = async () => {
      throw new Error("cannot ship to Ada Lovelace, 12 Square");
    };
    const handler = withErrorLog(recorded.runtime, quoting, { kept: keptRequest });
    const event = { body: JSON.stringify({ shippingAddress: { name: "Ada Lovelace", line1: "12 Square" } }) };
    await rejectionOf(handler(event, lambdaContext()));
    expect(recorded.lines[0]?.fields.errorMessage).to.equal(
      "cannot ship to [redacted] [redacted], [redacted] [redacted]",
    );
  });

  it("ends what hangs before Lambda would, and writes it down", async () => {
    const recorded = recordingRuntime();
    const hanging = () => new Promise<never>(() => {});
    // Of three seconds 300 ms are kept, 100 of them for the log line: a slow machine needs more than the least that is kept.
    const thrown = await rejectionOf(
      withErrorLog(recorded.runtime, hanging)({}, lambdaContext("orders-get-test", 3_000)),
    );
    expect(thrown).to.be.instanceOf(DeadlineError);
    expect(recorded.failures.map(({ error }) => error)).to.deep.equal([thrown]);
    expect(recorded.failures[0]?.patienceMs).to.be.within(1, 250);
  });
});
