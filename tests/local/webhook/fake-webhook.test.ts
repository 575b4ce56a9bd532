import { expect } from "chai";
import { bodyFor } from "../../../functions/notifications/channels/rooms";
import { send } from "../../../functions/notifications/channels/webhook-request";
import { type FakeWebhook, startFakeWebhook } from "../../../local/webhook/fake-webhook";
import { sendTo } from "../run/guard-cases";

describe("the chat room of the local run", () => {
  let webhook: FakeWebhook;
  beforeEach(async () => {
    webhook = await startFakeWebhook();
  });
  afterEach(() => webhook.stop());

  const body = (id: string, source: string) =>
    bodyFor(
      "slack",
      { notificationId: id, body: "", publishedAt: 0, correlationId: "c" },
      { subject: "Subject (1)", message: "Message", severity: "info", source },
      "local",
    );

  const post = (id: string, source = "shop", text = body(id, source)) =>
    send({
      url: new URL(webhook.url),
      headers: { "Idempotency-Key": id, "X-Correlation-Id": "c" },
      body: text,
      timeoutMs: 300,
    });

  it("is guarded against pages of other sites", async () => {
    const page = { host: "127.0.0.1:PORT", origin: "https://evil.example" };

    const { status, headers } = await sendTo(webhook.url, page);

    expect(status).to.equal(403);
    expect(headers).to.not.have.property("access-control-allow-origin");
    expect(webhook.posts()).to.deep.equal([]);
  });

  it("keeps what was posted", async () => {
    expect(await post("one")).to.deep.equal({ kind: "answered", status: 200 });
    expect(webhook.posts()).to.deep.equal([{ notificationId: "one", source: "shop", taken: true, correlationId: "c" }]);
  });

  it("fails one source a given number of times, or until it recovers", async () => {
    webhook.fail({ fault: { status: 503 }, source: "shop", times: 1 });
    webhook.fail({ fault: { status: 500 }, source: "depot" });

    expect(await post("one")).to.deep.equal({ kind: "answered", status: 503 });
    expect(await post("one")).to.deep.equal({ kind: "answered", status: 200 });
    expect(await post("two", "depot")).to.deep.equal({ kind: "answered", status: 500 });
    webhook.recover("depot");
    expect(await post("two", "depot")).to.deep.equal({ kind: "answered", status: 200 });

    expect(webhook.posts().map(({ notificationId, taken }) => [notificationId, taken])).to.deep.equal([
      ["one", false],
      ["one", true],
      ["two", false],
      ["two", true],
    ]);
  });

  it("takes a post that it answers late, and is as quick as before once it has recovered", async () => {
    const afterMs = 200;
    webhook.fail({ fault: { afterMs }, source: "slow" });
    const began = performance.now();
    expect((await post("late", "slow")).kind).to.equal("answered");
    // Timers of Node may be a millisecond early.
    expect(performance.now() - began).to.be.at.least(afterMs - 1);
    webhook.recover("slow");
    expect((await post("soon", "slow")).kind).to.equal("answered");
    expect(webhook.posts().map(({ taken }) => taken)).to.deep.equal([true, true]);
  });

  it("takes a notification and says nothing, hangs up, or talks without end", async () => {
    for (const [fault, kind] of [
      ["silence", "no-answer"],
      ["drop-answer", "no-answer"],
      ["endless-answer", "answered"],
    ] as const) {
      webhook.fail({ fault, source: fault, times: 1 });
      expect((await post(fault, fault)).kind, fault).to.equal(kind);
    }
    expect(webhook.posts().every(({ taken }) => taken)).to.equal(true);
  });

  it("refuses what is not written for it, and what would call or lead people somewhere", async () => {
    for (const text of [
      "{",
      "{}",
      '{"text":""}',
      '{"text":"<!channel>","mrkdwn":false,"parse":"none"}',
      '{"text":"*a*"}',
    ]) {
      expect(await post("one", "shop", text), text).to.deep.equal({ kind: "answered", status: 400 });
    }
    expect(webhook.posts().some(({ taken }) => taken)).to.equal(false);
  });

  it("is found under its secret address only", async () => {
    const { origin } = new URL(webhook.url);

    expect((await fetch(`${origin}/hooks/other`, { method: "POST", body: "{}" })).status).to.equal(404);
    expect(webhook.posts()).to.deep.equal([]);
  });
});
