import { expect } from "chai";
import { createLog, type FunctionLog } from "../../../functions/shared/logging";
import { lambdaContext } from "./doubles";

type Line = Readonly<Record<string, unknown>>;

/** What a log at level INFO writes while it is used: the lines of each stream, parsed, each written by one call. */
function written(use: (log: FunctionLog) => void): { readonly stdout: Line[]; readonly stderr: Line[] } {
  const chunks = { stdout: [] as string[], stderr: [] as string[] };
  const originals = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].write = ((chunk: string) => chunks[stream].push(chunk) > 0) as typeof process.stdout.write;
  }
  try {
    use(createLog({ ENVIRONMENT: "test", SERVICE: "orders", LOG_LEVEL: "INFO" }));
  } finally {
    Object.assign(process.stdout, { write: originals.stdout });
    Object.assign(process.stderr, { write: originals.stderr });
  }
  for (const chunk of [...chunks.stdout, ...chunks.stderr]) expect(chunk).to.match(/^[^\n]+\n$/);
  return {
    stdout: chunks.stdout.map((chunk): Line => JSON.parse(chunk)),
    stderr: chunks.stderr.map((chunk): Line => JSON.parse(chunk)),
  };
}

describe("the functions' log", () => {
  it("writes a line of JSON with level, time, service, environment, context and fields, and leaves out what is empty", () => {
    const context = lambdaContext("orders-create-test");
    const before = new Date().toISOString();
    const { stdout, stderr } = written((log) => {
      log.addContext(context);
      log.info("request answered", { orderId: "1", status: 201, replayed: false, reason: undefined, empty: null });
    });
    expect(stderr).to.deep.equal([]);
    expect(stdout).to.have.lengthOf(1);
    const { timestamp, sampling_rate: _, cold_start: __, ...line } = stdout[0] ?? {};
    expect(timestamp)
      .to.be.a("string")
      .and.satisfy((text: string) => text >= before);
    expect(line).to.deep.equal({
      level: "INFO",
      message: "request answered",
      service: "orders",
      environment: "test",
      function_name: context.functionName,
      function_arn: context.invokedFunctionArn,
      function_memory_size: context.memoryLimitInMB,
      function_request_id: context.awsRequestId,
      orderId: "1",
      status: 201,
      replayed: false,
    });
  });

  it("writes warnings and errors to standard error, an error with its stack and its cause", () => {
    const error = new TypeError("broken", { cause: new RangeError("too far") });
    const { stdout, stderr } = written((log) => {
      log.warn("unusual");
      log.error("it failed", { orderId: "1" }, error);
    });
    expect(stdout).to.deep.equal([]);
    expect(stderr.map(({ level, message }) => ({ level, message }))).to.deep.equal([
      { level: "WARN", message: "unusual" },
      { level: "ERROR", message: "it failed" },
    ]);
    expect(stderr[1]).to.have.nested.include({
      orderId: "1",
      "error.name": "TypeError",
      "error.message": "broken",
      "error.stack": error.stack,
      "error.cause.name": "RangeError",
      "error.cause.message": "too far",
    });
  });

  it("writes no line below its level, and the fields of a log only for that log", () => {
    const { stdout } = written((log) => {
      log.debug("too fine");
      log.with({ correlationId: "c-1" }).info("with a field");
      log.info("without it");
    });
    expect(stdout.map(({ message, correlationId }) => ({ message, correlationId }))).to.deep.equal([
      { message: "with a field", correlationId: "c-1" },
      { message: "without it", correlationId: undefined },
    ]);
  });
});
