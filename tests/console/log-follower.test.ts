import type { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { createLogFollower } from "../../console/server/log-follower";
import type { LogEvent } from "../../ops/logs/read";
import type { SeenResource } from "../../program/monitor";

interface Stored {
  readonly eventId: string;
  readonly timestamp: number;
  readonly message: string;
}

const functionOf = (name: string) =>
  ({
    type: "aws:lambda/function:Function",
    name,
    inputs: { name, loggingConfig: { logGroup: `/logs/${name}` } },
  }) as unknown as SeenResource;

/** A log group in memory, whose pages hold two events. */
function memoryLogs(events: Stored[]) {
  const asked: string[] = [];
  return {
    asked,
    send: async ({ input }: FilterLogEventsCommand) => {
      asked.push(input.logGroupName ?? "");
      const from = Number(input.nextToken ?? 0);
      const all = events.filter(({ timestamp }) => timestamp >= (input.startTime ?? 0));
      return {
        events: all.slice(from, from + 2).map((event) => ({ ...event, logStreamName: "stream" })),
        ...(all.length > from + 2 && { nextToken: String(from + 2) }),
      };
    },
  };
}

describe("the follower of logs", () => {
  const event = (number: number, timestamp = number * 1_000): Stored => ({
    eventId: String(number),
    timestamp,
    message: `line ${number}`,
  });

  function follow(events: Stored[]) {
    const logs = memoryLogs(events);
    const heard: LogEvent[] = [];
    const follower = createLogFollower({ send: logs.send as never }, [functionOf("orders-get-dev")], 0);
    follower.listen((fresh) => heard.push(...fresh));
    return { follower, logs, texts: () => heard.map(({ text }) => text) };
  }

  it("gives each event once, over all pages and looks", async () => {
    const events = [event(1), event(2), event(3), event(4), event(5)];
    const { follower, texts } = follow(events);

    await follower.refresh();
    events.push(event(6));
    await follower.refresh();
    await follower.refresh();

    expect(texts()).to.deep.equal(["line 1", "line 2", "line 3", "line 4", "line 5", "line 6"]);
  });

  it("finds an event that became visible after a later one", async () => {
    const events = [event(1, 100_000), event(3, 104_000)];
    const { follower, texts } = follow(events);

    await follower.refresh();
    events.splice(1, 0, event(2, 102_000));
    await follower.refresh();

    expect(texts()).to.deep.equal(["line 1", "line 3", "line 2"]);
  });

  it("reads the log group that the function was given", async () => {
    const { follower, logs } = follow([]);

    await follower.refresh();

    expect(logs.asked).to.deep.equal(["/logs/orders-get-dev"]);
  });

  it("says what it could not read, and that a function was never called is no problem", async () => {
    const failing = (name: string) =>
      createLogFollower(
        { send: (async () => Promise.reject(Object.assign(new Error("refused"), { name }))) as never },
        [functionOf("orders-get-dev")],
        0,
      ).refresh();

    expect(await failing("AccessDeniedException")).to.deep.equal([
      "the log of orders-get-dev could not be read: refused",
    ]);
    expect(await failing("ResourceNotFoundException")).to.deep.equal([]);
  });
});
