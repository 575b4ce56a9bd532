import { expect } from "chai";
import type { LogLine } from "../../console/contract";
import { mostShown } from "../../console/log-filter";
import { RequestError } from "../../console/server/http";
import { createLogBook } from "../../console/server/log-book";
import { createLogInterest, logRoutes, sendLines } from "../../console/server/logs";
import { linesOf } from "../../ops/logs/line";
import type { Look } from "../../ops/logs/tail";

/** A log of one function, whose lines are given out when somebody looks. */
function setUp() {
  const waiting: string[] = [];
  let looks = 0;
  let failures: Look["failures"] = [];
  const tail = {
    async look(): Promise<Look> {
      looks += 1;
      await new Promise((resolve) => setImmediate(resolve));
      const lines = waiting
        .splice(0)
        .flatMap((text, index) =>
          linesOf({ at: looks * 1_000 + index, functionName: "orders-get-dev", stream: "s", text }),
        );
      return { lines, missing: ["orders-list-dev"], failures };
    },
  };
  const sent: { readonly topic: string; readonly value: unknown }[] = [];
  const stream = { append: (topic: string, value: unknown) => void sent.push({ topic, value }) };
  let now = 0;
  const interest = createLogInterest(() => now);
  const book = createLogBook(tail, 0, (lines) => sendLines(stream, interest, lines));
  const routes = logRoutes(book, interest);
  const call = async (path: string, input: object = {}) => {
    const found = routes.find((each) => each.path === path);
    return (await found?.handle(input, new AbortController().signal)) as {
      readonly lines: readonly LogLine[];
      readonly notices: readonly string[];
    };
  };
  return {
    ...{ book, call, sent, waiting },
    write: (...texts: readonly string[]) => waiting.push(...texts),
    looks: () => looks,
    fail: (error: Error) => {
      failures = [{ functionName: "orders-get-dev", error }];
    },
    wait: (ms: number) => {
      now += ms;
    },
  };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

describe("the console's logs", () => {
  it("give a page what was written so far once: as the answer, and not by the stream too", async () => {
    const { call, sent, write } = setUp();
    write(...many(800));

    const { lines } = await call("logs");

    expect(lines).to.have.length(mostShown);
    expect(lines.at(-1)?.message).to.equal("line 799");
    expect(sent).to.deep.equal([]);
  });

  it("send new lines while a page says that it shows them, and none after", async () => {
    const { book, call, sent, wait, write } = setUp();
    await call("logs");
    write("one", "two");
    await book.refresh();
    wait(20_000);
    write("three");
    await book.refresh();
    await call("logs/watch");
    write("four");
    await book.refresh();

    const messages = sent.map(({ topic, value }) => [
      topic,
      (value as readonly LogLine[]).map(({ message }) => message),
    ]);
    expect(messages).to.deep.equal([
      ["log", ["one", "two"]],
      ["log", ["four"]],
    ]);
  });

  it("send no more lines at once than a page shows: then it has to ask again", async () => {
    const { book, call, sent, write } = setUp();
    await call("logs");
    write(...many(501));
    await book.refresh();

    expect(sent).to.deep.equal([{ topic: "logs", value: {} }]);
  });

  it("are read once for questions at the same time", async () => {
    const { book, call, looks, write } = setUp();
    write("one");

    const answers = await Promise.all([call("logs"), call("logs"), book.refresh()]);

    expect(looks()).to.equal(1);
    expect(answers[1].lines).to.have.length(1);
    expect(book.size()).to.equal(1);
  });

  it("say what could not be read; that a function was never called is no problem", async () => {
    const { call, fail } = setUp();
    expect((await call("logs")).notices).to.deep.equal([]);
    fail(new RequestError(403, "refused"));

    expect((await call("logs")).notices).to.deep.equal(["the log of orders-get-dev could not be read: refused"]);
  });

  it("show neither an email address nor a line of any length", async () => {
    const { call, write } = setUp();
    write(`ada@example.com ${"x".repeat(5_000)}`);

    const [line] = (await call("logs")).lines;

    expect(line?.text).to.match(/^a\*\*\*@example\.com x+…$/);
    expect(line?.text).to.have.length(4_001);
  });

  it("leave the platform's lines and metrics out unless they are wanted, and know a function and a text in any case", async () => {
    const { call, write } = setUp();
    write("START RequestId: 1", '{"_aws":{},"a":1}', JSON.stringify({ level: "INFO", message: "Order placed" }));
    const shown = async (input: object) => (await call("logs", input)).lines.map(({ level }) => level);

    expect(await shown({})).to.deep.equal(["INFO"]);
    expect(await shown({ platform: "true" })).to.deep.equal(["PLATFORM", "METRIC", "INFO"]);
    expect(await shown({ text: "order PLACED" })).to.deep.equal(["INFO"]);
    expect(await shown({ text: "parcel" })).to.deep.equal([]);
    expect(await shown({ function: "orders-list-dev" })).to.deep.equal([]);
  });
});
