import { expect } from "chai";
import { type Listening, serve } from "../../cli/loopback-server";
import { createEventStream, type EventStream } from "../../console/server/stream";

describe("the stream of events", () => {
  let stream: EventStream;
  let server: Listening;
  const changes: string[] = [];

  beforeEach(async () => {
    changes.splice(0);
    stream = createEventStream(
      () => changes.push("first"),
      () => changes.push("last"),
    );
    server = await serve((request, response) => stream.open(request, response));
  });
  afterEach(async () => {
    stream.close();
    await server.close();
  });

  it("gives a page that was away what it missed, in order and once", async () => {
    const page = await open();
    stream.append("log", "one");
    const [first] = await page.read(1);
    page.leave();
    await gone();
    stream.append("log", "two");
    stream.append("log", "three");

    const back = await open(first?.id);
    stream.append("log", "four");

    expect((await back.read(3)).map(({ data }) => data)).to.deep.equal(["two", "three", "four"]);
    back.leave();
  });

  it("gives a page that comes late how things are, and not what has been", async () => {
    stream.publish("live", { waiting: 1 });
    stream.append("log", "past");
    stream.publish("live", { waiting: 2 });

    const page = await open();
    stream.append("log", "now");

    expect(await page.read(2)).to.deep.include.members([
      { id: page.id(3), topic: "live", data: { waiting: 2 } },
      { id: page.id(4), topic: "log", data: "now" },
    ]);
    page.leave();
  });

  it("sends nothing when nothing has changed", async () => {
    const page = await open();
    stream.publish("live", { waiting: 1 });
    stream.publish("live", { waiting: 1 });
    stream.publish("live", { waiting: 2 });

    expect((await page.read(2)).map(({ data }) => data)).to.deep.equal([{ waiting: 1 }, { waiting: 2 }]);
    page.leave();
  });

  for (const [what, id] of [
    ["another run", "aaaaaaaaaaaa-1"],
    ["no run at all", "what is this"],
  ] as const) {
    it(`tells a page with an id of ${what} to read everything anew`, async () => {
      stream.publish("live", { waiting: 1 });

      const page = await open(id);

      expect((await page.read(2)).map(({ topic }) => topic)).to.deep.equal(["reset", "live"]);
      page.leave();
    });
  }

  it("tells a page that was away for longer than the buffer to read everything anew", async () => {
    const page = await open();
    stream.append("log", 0);
    const [first] = await page.read(1);
    page.leave();
    await gone();
    for (let number = 1; number < 7_000; number++) stream.append("log", number);

    const back = await open(first?.id);

    expect((await back.read(1)).map(({ topic }) => topic)).to.deep.equal(["reset"]);
    back.leave();
  });

  it("keeps so few characters that a page gets what it missed in one go, and has to read anew when that is not all", async () => {
    const page = await open();
    stream.append("log", "first");
    const [first] = await page.read(1);
    page.leave();
    await gone();
    const large = "x".repeat(300_000);
    for (let number = 0; number < 6; number++) stream.append("log", large);
    const within = await open(first?.id);
    expect((await within.read(6)).map(({ topic }) => topic)).to.deep.equal(Array.from({ length: 6 }, () => "log"));
    within.leave();
    await gone();

    stream.append("log", large);

    const back = await open(first?.id);
    expect((await back.read(1)).map(({ topic }) => topic)).to.deep.equal(["reset"]);
    back.leave();
  });

  it("says when the first page comes and the last one goes", async () => {
    const [one, two] = [await open(), await open()];
    expect(changes).to.deep.equal(["first"]);
    one.leave();
    two.leave();
    await gone();
    expect(changes).to.deep.equal(["first", "last"]);
  });

  /** Waits until the server knows that nobody listens. */
  async function gone(): Promise<void> {
    while (stream.listeners > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  async function open(lastId?: string) {
    const before = stream.listeners;
    const leaving = new AbortController();
    const response = await fetch(server.url, {
      signal: leaving.signal,
      headers: lastId === undefined ? {} : { "last-event-id": lastId },
    });
    while (stream.listeners === before) await new Promise((resolve) => setTimeout(resolve, 5));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    let run = "";
    return {
      id: (number: number) => `${run}-${number}`,
      leave: () => leaving.abort(),
      /** The next events. */
      async read(count: number) {
        for (;;) {
          const parts = text.split("\n\n");
          const events = parts.slice(0, -1).filter((part) => part.startsWith("id: "));
          if (events.length >= count) {
            text = [...events.slice(count), parts.at(-1) ?? ""].join("\n\n");
            return events.slice(0, count).map((event) => {
              const [, id = "", topic = "", data = "null"] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(event) ?? [];
              run = id.split("-")[0] ?? "";
              return { id, topic, data: JSON.parse(data) as unknown };
            });
          }
          const more = await reader?.read();
          if (more === undefined || more.done) throw new Error(`the stream ended after ${text}`);
          text += more.value;
        }
      },
    };
  }
});
