import type { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { parseOps } from "../../../ops/command-line/parse";
import { logs } from "../../../ops/commands/logs";
import type { OpsContext } from "../../../ops/context";
import { createLogTail, lookAtLogs } from "../../../ops/logs/tail";
import { recordedConsole } from "../support/console";

const minutes = (count: number) => Date.now() - count * 60_000;

/** Log groups by function; groups that are not here do not exist. */
class Groups {
  readonly asked: { readonly group: string; readonly pattern: string | undefined }[] = [];
  constructor(readonly events: Record<string, { timestamp: number; message: string; logStreamName?: string }[]>) {}
  send = async ({ input }: FilterLogEventsCommand) => {
    const { logGroupName = "", startTime = 0, filterPattern } = input;
    this.asked.push({ group: logGroupName, pattern: filterPattern });
    const events = this.events[logGroupName.replace("/aws/lambda/", "")];
    if (events === undefined) throw Object.assign(new Error("no group"), { name: "ResourceNotFoundException" });
    const term = filterPattern?.replaceAll('"', "") ?? "";
    return { events: events.filter(({ timestamp, message }) => timestamp >= startTime && message.includes(term)) };
  };
}

const line = (at: number, level: string, message: string, more = {}) => ({
  timestamp: at,
  message: JSON.stringify({ level, message, service: "s", ...more }),
});

describe("npm run ops -- logs", () => {
  const outputs = {
    orders: { functionNames: { create: "orders-create-dev", get: "orders-get-dev" } },
    stack: { environmentSuffix: "dev" },
  };
  async function run(groups: Groups, text: string, signal = new AbortController().signal) {
    const parsed = parseOps(["logs", ...text.split(" ").filter((word) => word !== "")]);
    if (!("command" in parsed) || parsed.command !== "logs") return expect.fail("no logs command");
    const console = recordedConsole();
    const context = { target: { outputs, endpoint: "http://local" }, clients: { logs: groups }, console, signal };
    const code = await logs(context as unknown as OpsContext, parsed.input);
    return { code, said: console.said, noted: console.noted, console };
  }
  const some = () =>
    new Groups({
      "orders-create-dev": [
        { timestamp: minutes(3), message: "START RequestId: 1" },
        line(minutes(2), "INFO", "placed", { correlationId: "c-1", attempt: 1 }),
        line(minutes(1), "ERROR", "broken", { error: { name: "E", message: "x", stack: "E: x\n    at y (z.js:1:2)" } }),
      ],
      "orders-get-dev": [
        line(minutes(2.5), "DEBUG", "read", { correlationId: "c-2" }),
        { timestamp: minutes(0.5), message: '{"_aws":{},"a":1}' },
      ],
    });

  it("prints the lines of all functions in one order, with stacks, and counts what it leaves out", async () => {
    const { code, said, noted } = await run(some(), "");

    expect(code).to.equal(0);
    expect(said.map((text) => text.replace(/^\S+ {2}/, ""))).to.deep.equal([
      "DEBUG  orders-get-dev  read  correlationId=c-2",
      "INFO   orders-create-dev  placed  correlationId=c-1  attempt=1",
      "ERROR  orders-create-dev  broken\n    E: x\n    at y (z.js:1:2)",
    ]);
    expect(noted[0]).to.match(
      /^5 lines read of 2 functions since .*, 3 shown, 1 metrics and 1 START, END and REPORT lines left out$/,
    );
  });

  it("keeps to a function, a level, a time and an id, which CloudWatch filters by", async () => {
    const shown = async (options: string) => (await run(some(), options)).said.map((text) => text.split(/ {2,}|\n/)[3]);

    expect(await shown("--level warn")).to.deep.equal(["broken"]);
    expect(await shown("--function orders-get")).to.deep.equal(["read"]);
    expect(await shown("--since 90s")).to.deep.equal(["broken"]);
    const groups = some();
    expect((await run(groups, "--correlation c-1")).said).to.have.length(1);
    expect(groups.asked[0]).to.deep.equal({ group: "/aws/lambda/orders-create-dev", pattern: '"c-1"' });
  });

  it("prints one document with --json, and a document a line when it follows", async () => {
    const { console } = await run(some(), "--json --level error");
    const [error] = console.json().lines as { function: string; stack: string }[];
    expect(error).to.deep.include({ function: "orders-create-dev", level: "ERROR", message: "broken" });
    expect(console.json().read).to.equal(5);

    const stop = new AbortController();
    const groups = some();
    const ended = run(groups, "--json --follow", stop.signal);
    while (groups.asked.length < 4) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect((await ended).said.map((text) => JSON.parse(text).message)).to.deep.equal(["read", "placed", "broken"]);
  });

  it("says where the stack traces of errors are that have none in the log", async () => {
    const groups = new Groups({
      "orders-create-dev": [line(minutes(1), "ERROR", "a"), line(minutes(1), "ERROR", "b")],
    });

    expect((await run(groups, "--function orders-create")).noted.slice(1)).to.deep.equal([
      "stack traces of its errors: npm run ops -- errors --function orders-create-dev --verbose",
    ]);
  });

  it("is never silently empty: it says what was read, and which functions have no log", async () => {
    const { code, said, noted } = await run(new Groups({ "orders-get-dev": [] }), "");

    expect({ code, said }).to.deep.equal({ code: 1, said: [] });
    expect(noted[0]).to.match(/^0 lines read of 2 functions since .*, 0 shown$/);
    expect(noted[1]).to.equal("orders-create-dev has no log group: it was not deployed, or never called");
  });

  it("refuses a function, a level and an id that are none", async () => {
    const error: unknown = await run(some(), "--function orders-nothing").catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UsageError);
    expect((error as Error).message).to.contain("There are: orders-create-dev, orders-get-dev");
    expect(() => parseOps(["logs", "--level", "loud"])).to.throw(
      "--level: must be one of debug, info, warn, error, 'loud' given",
    );
    expect(() => parseOps(["logs", "--correlation", 'a"b'])).to.throw("--correlation: must be an id");
  });

  it("shows each event once while it follows, those that come late and those that are alike too", async () => {
    const at = minutes(1);
    const groups = new Groups({ f: [line(at, "INFO", "one"), line(at, "INFO", "one")] });
    const stop = new AbortController();
    const { signal } = stop;
    const found: string[][] = [];
    const more = [
      () => groups.events.f?.push(line(at + 1, "INFO", "two")),
      () => groups.events.f?.unshift(line(at - 5_000, "INFO", "late")),
      () => groups.events.f?.push(line(at, "INFO", "one")),
      () => stop.abort(),
    ];
    for await (const look of lookAtLogs({
      logs: groups as never,
      functionNames: ["f"],
      since: at - 60_000,
      spacingMs: 0,
      signal,
    })) {
      found.push(look.lines.map(({ message }) => message));
      more.shift()?.();
    }

    expect(found).to.deep.equal([["one", "one"], ["two"], ["late"], ["one"]]);
  });

  it("loses and doubles nothing when a page of a log could not be read, and goes on with the other logs", async () => {
    const events = [1, 2, 3].map((number) => line(number * 1_000, "INFO", `line ${number}`));
    let broken = true;
    const logs = {
      send: async ({ input }: FilterLogEventsCommand) => {
        if (input.logGroupName?.endsWith("/g") === true) return { events: [line(500, "INFO", "other")] };
        if (input.nextToken === undefined) return { events: events.slice(0, 2), nextToken: "more" };
        if (broken) throw new Error("refused");
        return { events: events.slice(2) };
      },
    };
    const tail = createLogTail({ logs: logs as never, functionNames: ["f", "g"], since: 0, spacingMs: 0 });
    const { signal } = new AbortController();

    const first = await tail.look(signal);
    broken = false;
    const second = await tail.look(signal);
    const third = await tail.look(signal);

    expect(first.failures.map(({ functionName, error }) => [functionName, (error as Error).message])).to.deep.equal([
      ["f", "refused"],
    ]);
    expect([first, second, third].map((look) => look.lines.map(({ message }) => message))).to.deep.equal([
      ["other"],
      ["line 1", "line 2", "line 3"],
      [],
    ]);
  });

  it("reads again as far back as events may come late, and all functions at the same time where no quota spaces calls", async () => {
    const asked: { readonly group: string; readonly from: number | undefined }[] = [];
    const answers: (() => void)[] = [];
    const logs = {
      async send({ input: { logGroupName = "", startTime } }: FilterLogEventsCommand) {
        asked.push({ group: logGroupName, from: startTime });
        await new Promise<void>((resolve) => answers.push(resolve));
        return { events: [line(60_000, "INFO", "new")] };
      },
    };
    const options = { logs: logs as never, functionNames: ["f", "g"], since: 0, spacingMs: 0 };
    const tail = createLogTail({ ...options, lateMs: 2_000 });
    const look = async () => {
      const looking = tail.look();
      await new Promise((resolve) => setImmediate(resolve));
      expect(answers).to.have.length(2);
      for (const answer of answers.splice(0)) answer();
      await looking;
    };
    await look();
    await look();

    expect(asked.map(({ from }) => from)).to.deep.equal([0, 0, 58_000, 58_000]);
  });

  it("throws what a look could not read, when nobody looks at the failures", async () => {
    const refused = { send: async () => Promise.reject(new Error("refused")) };
    const { signal } = new AbortController();
    const looks = lookAtLogs({ logs: refused as never, functionNames: ["f"], since: 0, spacingMs: 0, signal });

    const failure: unknown = await looks.next().catch((error: unknown) => error);

    expect(failure).to.include({ message: "refused" });
  });
});
