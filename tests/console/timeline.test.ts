import { expect } from "chai";
import type { Timeline } from "../../console/contract";
import { createLogBook } from "../../console/server/log-book";
import type { RunOps } from "../../console/server/ops-api";
import type { LocalSources, SentEmail } from "../../console/server/sources";
import { timelineRoutes } from "../../console/server/timeline";
import { linesOf } from "../../ops/logs/line";
import { failureOf } from "../support/failure-of";
import { consoleSources } from "./support/sources";

const at = "2026-03-01T10:00:00.000Z";
const placed = { at, pipeline: "orders", what: "order placed", facts: { orderId: "o-1" } };
const nothing = { orderIds: [], shipmentIds: [], correlationIds: [], events: [], notices: [], unscanned: false };
const knownOrder = { ...nothing, orderIds: ["o-1"], correlationIds: ["request-1"], events: [placed] };

const email: SentEmail = {
  ...{ messageId: "m-1", at, from: "shop@example.com", to: ["ada@example.com"], subject: "Your order" },
  ...{ text: "Thank you.\n\nReference: request-1", tags: { orderId: "o-1" }, configurationSet: "", events: [] },
};

interface World {
  readonly emails?: readonly SentEmail[];
  readonly lines?: readonly object[];
  /** What `trace` answers. @default the tables know order o-1, and a scan finds it by its correlation id */
  readonly answer?: (id: string, keysOnly: boolean) => object;
  /** Awaited before logs are read. @default nothing is */
  readonly hold?: Promise<void>;
}

function setUp({ emails = [], lines = [], answer, hold }: World = {}) {
  const asked: string[] = [];
  const runOps: RunOps = async ([, id = "", , , ...options]) => {
    asked.push([id, ...options].join(" "));
    const keysOnly = options.includes("--keys-only");
    const known = id === "o-1" || (id === "request-1" && !keysOnly);
    const result = answer?.(id, keysOnly) ?? (known ? knownOrder : { ...nothing, unscanned: keysOnly });
    return { code: 0, result, notes: [], command: `trace ${id}` };
  };
  const events = lines.map((line) => JSON.stringify(line));
  const read = () =>
    events
      .splice(0)
      .flatMap((text, index) => linesOf({ at: index, functionName: "orders-create-test", stream: "s", text }));
  const book = createLogBook(
    {
      async look() {
        await hold;
        return { lines: read(), missing: [], failures: [] };
      },
    },
    0,
  );
  const local = { inbox: async () => ({ emails, all: emails.length }) } as unknown as LocalSources;
  const [only] = timelineRoutes(consoleSources({ local }), runOps, book);
  const search = async (id: string, quick = true) =>
    (await only?.handle({ id, pages: 1, quick }, new AbortController().signal)) as Timeline;
  return { asked, search };
}

const whats = ({ events }: Timeline) => events.map(({ what, source }) => `${source}: ${what}`);
const logged = { level: "INFO", message: "order stored", correlationId: "request-1", orderId: "o-1" };

describe("the console's search", () => {
  it("answers for an order by its key alone", async () => {
    const { asked, search } = setUp({ emails: [email], lines: [logged] });

    const found = await search("o-1");

    expect(asked).to.deep.equal(["o-1 --keys-only"]);
    expect(whats(found)).to.have.members(["table: order placed", "log: order stored", "email: email taken by SES"]);
    expect(found.left).to.deep.equal([]);
  });

  for (const [what, world] of [
    ["a log line", { lines: [logged] }],
    ["an email", { emails: [email] }],
  ] as const)
    it(`finds the order of a correlation id by ${what} before a table is scanned, and says that there may be more`, async () => {
      const { asked, search } = setUp(world);

      const found = await search("request-1");

      expect(asked).to.deep.equal(["request-1 --keys-only", "o-1 --keys-only"]);
      expect(whats(found)).to.include("table: order placed");
      expect(found).to.deep.include({ orderIds: ["o-1"], left: ["tables"] });
    });

  it("scans when it is asked to, and shows once what several ways have found", async () => {
    const { asked, search } = setUp({
      lines: [logged, { ...logged, orderId: "o-2" }],
      answer: (id) => (id === "request-1" ? nothing : { ...knownOrder, orderIds: [id] }),
    });

    const found = await search("request-1", false);

    expect(asked).to.deep.equal(["request-1", "o-1 --keys-only", "o-2 --keys-only"]);
    expect(found.orderIds).to.deep.equal(["o-1", "o-2"]);
    expect(whats(found).filter((each) => each === "table: order placed")).to.have.length(1);
  });

  it("does not wait for logs that take their time, says so, and has them when it is asked again", async () => {
    let release: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { search } = setUp({ lines: [logged], hold });

    const first = await search("o-1");
    const whole = search("o-1", false);
    release();

    expect([whats(first), first.left]).to.deep.equal([["table: order placed"], ["logs"]]);
    expect(whats(await whole)).to.have.members(["table: order placed", "log: order stored"]);
    expect((await whole).left).to.deep.equal([]);
  });

  it("takes no part of a word for an id", async () => {
    const { asked, search } = setUp({ emails: [email], lines: [logged] });

    expect(whats(await search("request"))).to.deep.equal([]);

    expect(asked).to.deep.equal(["request --keys-only"]);
  });

  it("scans no table for the orders of an address, not even for one that is gone", async () => {
    const gone = { ...email, messageId: "m-2", tags: { orderId: "o-9" } };
    const { asked, search } = setUp({ emails: [email, gone] });

    const found = await search("Ada@example.com", false);

    expect(asked).to.deep.equal(["o-1 --keys-only", "o-9 --keys-only"]);
    expect(found.left).to.deep.equal([]);
    expect((await failureOf(search("eve@example.com"))).message).to.equal("no email went to that address");
  });

  it("says what could not be read", async () => {
    const { search } = setUp({ answer: () => ({ ...nothing, failure: "AccessDenied: no right to read it" }) });

    expect((await search("o-1")).notices).to.include("not everything could be read: AccessDenied: no right to read it");
  });
});
