import { expect } from "chai";
import { linesOf } from "../../../ops/logs/line";

const of = (text: string) => linesOf({ functionName: "f", stream: "s", at: 1, text });
const json = (value: object) => of(JSON.stringify(value));

describe("a line of a function's log", () => {
  it("has the message, the correlation id and the fields that are not the same everywhere", () => {
    const [line] = json({
      ...{ level: "WARN", message: "slow", timestamp: "t", service: "orders", environment: "dev", cold_start: true },
      ...{
        function_name: "f",
        xray_trace_id: "x",
        function_request_id: "r",
        correlationId: "c",
        attempt: 2,
        order: null,
      },
    });

    expect(line).to.deep.include({
      ...{ at: 1, functionName: "f", kind: "log", level: "WARN", message: "slow", correlationId: "c" },
      fields: { function_request_id: "r", attempt: "2" },
    });
    expect(line).to.not.have.property("stack");
  });

  it("has an error's stack, or its name and message where there is none", () => {
    const error = { name: "TypeError", message: "no", stack: "TypeError: no\n    at x" };

    expect(json({ level: "ERROR", message: "m", error })[0]).to.deep.include({ stack: error.stack, fields: {} });
    expect(json({ level: "ERROR", message: "m", error: { name: "E", message: "x" } })[0]?.fields).to.deep.equal({
      error: "E: x",
    });
  });

  it("has the stack of what the error log could not store, and of an uncaught error in Lambda's two formats", () => {
    const stack = "Error: no\n    at x (y.js:1:2)\n    at z (y.js:3:4)";
    const frames = stack.split("\n");
    const uncaught = { level: "ERROR", message: { errorType: "E", errorMessage: "no", stackTrace: frames } };

    expect(json({ level: "ERROR", message: "m", entry: { stack } })[0]?.stack).to.equal(stack);
    expect(json(uncaught)[0]).to.include({ message: "E: no", stack });
    const lines = of(`START RequestId: 1\n${stack}\nEND RequestId: 1`);
    expect(lines.map(({ kind, level, message }) => [kind, level, message])).to.deep.equal([
      ["platform", "INFO", "START RequestId: 1"],
      ["text", "ERROR", "Error: no"],
      ["platform", "INFO", "END RequestId: 1"],
    ]);
    expect(lines[1]?.stack).to.equal(stack);
  });

  for (const [what, text, kind, level] of [
    ["Lambda's START", "START RequestId: 1 Version: 2", "platform", "INFO"],
    ["Lambda's REPORT", "REPORT RequestId: 1\tDuration: 2 ms", "platform", "INFO"],
    ["Lambda's JSON", '{"time":"t","type":"platform.report","record":{}}', "platform", "INFO"],
    ["a metric", '{"_aws":{"Timestamp":1},"ordersPlaced":1}', "metric", "INFO"],
    ["a timeout", "2026-03-01T10:00:00Z 1 Task timed out after 30.00 seconds", "text", "ERROR"],
    ["the runtime's error", "RequestId: 1 Error: Runtime exited with error: signal: killed", "text", "ERROR"],
    ["other text", "hello", "text", "INFO"],
    ["half a document", '{"level":"INFO"', "text", "INFO"],
    ["a fatal line", '{"level":"FATAL","message":"m"}', "log", "ERROR"],
    ["a trace", '{"level":"TRACE","message":"m"}', "log", "DEBUG"],
    ["a line without a level", '{"message":{"a":1}}', "log", "INFO"],
  ] as const) {
    it(`is known: ${what}`, () => {
      expect(of(text)[0]).to.include({ kind, level, raw: text });
    });
  }

  it("is one of several in an event that was written in one go", () => {
    const lines = of('START RequestId: 1\n{"level":"INFO","message":"a"}\n\n{"level":"INFO","message":"b"}\n');

    expect(lines.map(({ kind, message }) => [kind, message])).to.deep.equal([
      ["platform", "START RequestId: 1"],
      ["log", "a"],
      ["log", "b"],
    ]);
  });
});
