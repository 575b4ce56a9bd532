import { expect } from "chai";
import { embeddedPoints, lambdaPoints, throttlePoints } from "../../../aws/alarms/points";
import { invocationsIn } from "../../../local/alarms/invocations";
import { createLogReader, type LogClients, type LogEvent, readLogEvents } from "../../../local/alarms/log-events";

/** One call as the emulator logs it: a stream of its own, all lines with the time of the end. */
function logged(stream: string, lines: readonly string[], at = 1_000): LogEvent[] {
  return [
    `START RequestId: ${stream} Version: 3`,
    ...lines,
    `END RequestId: ${stream}`,
    `REPORT RequestId: ${stream}\tDuration: 200 ms\tBilled Duration: 200 ms\tMemory Size: 512 MB`,
  ].map((text) => ({ functionName: "f", logGroup: "/aws/lambda/f", stream, at, text }));
}

function failed(lines: readonly string[]): boolean | undefined {
  return invocationsIn(logged("one", lines))[0]?.failed;
}

describe("calls in a log", () => {
  it("are found with their version, length and beginning", () => {
    const found = invocationsIn([...logged("one", []), ...logged("two", ['{"level":"INFO"}'], 5_000)]);

    expect(found).to.deep.equal([
      { functionName: "f", version: "3", at: 800, durationMs: 200, failed: false },
      { functionName: "f", version: "3", at: 4_800, durationMs: 200, failed: false },
    ]);
  });

  it("are told apart when streams are mixed, and counted when one stream holds several", () => {
    const [one, two] = [logged("one", ["Error: no", "    at f (index.js:1:1)"]), logged("two", ["{}"])];
    const mixed = one.flatMap((event, index) => [event, two[index]]).filter((event) => event !== undefined);
    const same = [...logged("one", []), ...logged("two", [])].map((event) => ({ ...event, stream: "s" }));

    expect(invocationsIn(mixed).map((call) => call.failed)).to.have.members([true, false]);
    expect(invocationsIn(same)).to.have.length(2);
  });

  it("have failed when a stack, a time-out or a dead process is their last word", () => {
    expect(failed(['{"level":"ERROR"}', "SimulatedError: no", "    at handler (index.js:1:2)"])).to.equal(true);
    expect(failed(["Task timed out after 15.00 seconds"])).to.equal(true);
    expect(failed(["Worker process died"])).to.equal(true);
  });

  it("have not failed for an error that they logged, or for a stack that they wrote and went on", () => {
    expect(failed(['{"level":"ERROR","message":"a record failed"}'])).to.equal(false);
    expect(failed(["Error: tried", "    at handler (index.js:1:2)", '{"level":"INFO"}'])).to.equal(false);
    expect(failed(["(node:1) Warning: something is old"])).to.equal(false);
  });

  it("are left out while they run", () => {
    expect(invocationsIn(logged("one", []).slice(0, -1))).to.deep.equal([]);
  });
});

describe("Lambda's metrics", () => {
  const call = { functionName: "f", version: "3", at: 5, durationMs: 9, failed: true };

  it("count a call for the function and for the aliases that lead to its version", () => {
    const points = lambdaPoints([call], (_, version) => (version === "3" ? ["live"] : []));

    const [own, alias] = [{ FunctionName: "f" }, { FunctionName: "f", Resource: "f:live" }];
    const values = { Invocations: 1, Errors: 1, Duration: 9, Throttles: 0 };
    expect(points).to.deep.equal(
      [own, alias].flatMap((dimensions) =>
        Object.entries(values).map(([name, value]) => ({ namespace: "AWS/Lambda", name, dimensions, at: 5, value })),
      ),
    );
    expect(lambdaPoints([{ ...call, version: "2" }], (_, version) => (version === "3" ? ["live"] : []))).to.have.length(
      4,
    );
  });

  it("count refused calls as the emulator does", () => {
    const points = throttlePoints("f", ["live"], [{ at: 7, count: 2 }]);

    expect(points.map(({ name, at, value }) => ({ name, at, value }))).to.deep.equal([
      { name: "Throttles", at: 7, value: 2 },
      { name: "Throttles", at: 7, value: 2 },
    ]);
  });
});

describe("embedded metrics", () => {
  const line = {
    _aws: {
      Timestamp: 12,
      CloudWatchMetrics: [
        { Namespace: "Backoffice", Dimensions: [["environment", "service"]], Metrics: [{ Name: "A" }, { Name: "B" }] },
      ],
    },
    environment: "local",
    service: "orders",
    A: 1,
    B: [2, 3],
  };
  const common = { namespace: "Backoffice", dimensions: { environment: "local", service: "orders" }, at: 12 };

  it("are read with their own time, dimensions and every value", () => {
    expect(embeddedPoints(JSON.stringify(line))).to.deep.equal([
      { ...common, name: "A", value: 1 },
      { ...common, name: "B", value: 2 },
      { ...common, name: "B", value: 3 },
    ]);
  });

  it("are not in other lines", () => {
    const others = ["", "START", "{", '{"_aws":{}}', '{"_aws":1}', JSON.stringify({ ...line, A: "1", B: null })];
    expect(others.flatMap(embeddedPoints)).to.deep.equal([]);
  });
});

describe("reading a log", () => {
  /** A log group that answers at most 10,000 events, without a token for the rest, as the emulator does. */
  function clients(times: readonly number[]): LogClients {
    const send = async ({ input }: { readonly input: { readonly startTime?: number } }) => ({
      events: times
        .map((timestamp, index) => ({ timestamp, logStreamName: "s", message: String(index) }))
        .filter(({ timestamp }) => timestamp >= (input.startTime ?? 0))
        .slice(0, 10_000),
    });
    return { logs: { send }, lambda: { send: async () => ({}) } } as unknown as LogClients;
  }

  it("gets every event once, however many there are", async () => {
    const times = Array.from({ length: 25_000 }, (_, index) => Math.floor(index / 7));

    const events = await readLogEvents(clients(times), ["f"]);

    expect(events.map(({ text }) => Number(text))).to.deep.equal(times.map((_, index) => index));
  });

  it("gets what is new, and each of it once, also what arrives late", async () => {
    const times = [1_000, 2_000, 2_000];
    const reader = createLogReader(clients(times), ["f"], 1_500);

    expect((await reader.read()).map(({ text }) => text)).to.deep.equal(["1", "2"]);
    expect(await reader.read()).to.deep.equal([]);
    times.push(1_600, 9_000);
    expect((await reader.read()).map(({ text }) => text)).to.deep.equal(["3", "4"]);
    expect(await reader.read()).to.deep.equal([]);
  });

  it("fails rather than lose events of one moment", async () => {
    const reading = readLogEvents(clients(Array.from({ length: 10_001 }, () => 5)), ["f"]);

    const error = await reading.then(() => undefined, String);
    expect(error).to.include("10000 events of one millisecond");
  });
});
