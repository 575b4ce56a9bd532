import { expect } from "chai";
import { send } from "../../../functions/notifications/channels/webhook-request";
import { type Sink, startSink } from "../../../local/webhook/sink";

describe("the chat room of the local run", () => {
  let sink: Sink;
  beforeEach(async () => {
    sink = await startSink();
  });
  afterEach(() => sink.stop());

  const post = (id: string, source = "shop") =>
    send({
      url: new URL(sink.url),
      headers: { "Idempotency-Key": id },
      body: JSON.stringify({ source, correlationId: "c" }),
      timeoutMs: 300,
    });

  it("keeps what it was told", async () => {
    expect(await post("one")).to.deep.equal({ kind: "answered", status: 200 });
    expect(sink.posts()).to.deep.equal([{ notificationId: "one", source: "shop", taken: true, correlationId: "c" }]);
  });

  it("fails one source as often as it is told, or until it is mended", async () => {
    sink.fail({ fault: { status: 503 }, source: "shop", times: 1 });
    sink.fail({ fault: { status: 500 }, source: "depot" });

    expect(await post("one")).to.deep.equal({ kind: "answered", status: 503 });
    expect(await post("one")).to.deep.equal({ kind: "answered", status: 200 });
    expect(await post("two", "depot")).to.deep.equal({ kind: "answered", status: 500 });
    sink.mend("depot");
    expect(await post("two", "depot")).to.deep.equal({ kind: "answered", status: 200 });

    expect(sink.posts().map(({ notificationId, taken }) => [notificationId, taken])).to.deep.equal([
      ["one", false],
      ["one", true],
      ["two", false],
      ["two", true],
    ]);
  });

  it("takes a notification and says nothing, hangs up, or talks without end", async () => {
    for (const [fault, kind] of [
      ["silence", "no-answer"],
      ["drop-answer", "no-answer"],
      ["endless-answer", "answered"],
    ] as const) {
      sink.fail({ fault, source: fault, times: 1 });
      expect((await post(fault, fault)).kind, fault).to.equal(kind);
    }
    expect(sink.posts().every(({ taken }) => taken)).to.equal(true);
  });

  it("is found under its secret address only", async () => {
    const { origin } = new URL(sink.url);

    expect((await fetch(`${origin}/hooks/other`, { method: "POST", body: "{}" })).status).to.equal(404);
    expect(sink.posts()).to.deep.equal([]);
  });
});
