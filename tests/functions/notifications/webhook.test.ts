import { expect } from "chai";
import { createWebhook, judge, type WebhookOptions } from "../../../functions/notifications/channels/webhook";
import type { Answer, WebhookRequest } from "../../../functions/notifications/channels/webhook-request";
import { notificationId, published, shipmentFailed } from "./support/fixtures";

const address = "https://hooks.example.com/services/secret-part";

function webhook(answers: readonly Answer[], changes: Partial<WebhookOptions> = {}) {
  const requests: WebhookRequest[] = [];
  const waits: number[] = [];
  let now = 0;
  const left = [...answers];
  const made = createWebhook({
    address: async () => address,
    timeoutMs: 5000,
    environment: "test",
    send: async (request) => {
      requests.push(request);
      now += 10;
      return left.shift() ?? { kind: "answered", status: 200 };
    },
    now: () => now,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
    random: () => 0.5,
    ...changes,
  });
  return { post: () => made.post(published, shipmentFailed), requests, waits };
}

const status = (code: number): Answer => ({ kind: "answered", status: code });

describe("the webhook", () => {
  it("posts the notification as JSON, with its id as the idempotency key", async () => {
    const { post, requests } = webhook([]);

    expect(await post()).to.deep.equal({ kind: "accepted" });

    const [request] = requests;
    expect(request?.url.href).to.equal(address);
    expect(request?.headers).to.deep.equal({
      "Content-Type": "application/json; charset=utf-8",
      "User-Agent": "backoffice-notifications",
      "Idempotency-Key": notificationId,
      "X-Correlation-Id": "correlation-0001",
    });
    expect(JSON.parse(request?.body ?? "")).to.deep.equal({
      notificationId,
      subject: "Shipment Processing Failed",
      severity: "critical",
      source: "shipments",
      environment: "test",
      message: "An event could not be processed.",
      details: { eventId: "event-1", shipmentId: "shipment-1", error: "no such carrier" },
      correlationId: "correlation-0001",
      publishedAt: "2026-03-01T09:29:59.000Z",
    });
  });

  it("tries again only what the receiver surely did not take, at most three times in all", async () => {
    const { post, requests, waits } = webhook([status(503), { kind: "not-sent", code: "ECONNREFUSED" }, status(429)]);

    expect(await post()).to.include({ kind: "refused", reason: "HTTP_429" });
    expect(requests).to.have.length(3);
    expect(waits).to.deep.equal([200, 400]);
    expect(requests.map(({ timeoutMs }) => timeoutMs)).to.deep.equal([5000, 4790, 4380]);
  });

  it("does not wait beyond its time-out", async () => {
    const { post, requests } = webhook([status(503), status(503)], { timeoutMs: 100 });

    expect(await post()).to.include({ kind: "refused", reason: "HTTP_503" });
    expect(requests).to.have.length(1);
  });

  it("never repeats a call that may have been taken", async () => {
    for (const answer of [status(500), status(502), status(504), status(408)]) {
      const { post, requests } = webhook([answer]);
      expect((await post()).kind).to.equal("unknown");
      expect(requests).to.have.length(1);
    }
    const silent = webhook([{ kind: "no-answer", code: "TIMED_OUT" }]);
    expect(await silent.post()).to.include({ kind: "unknown", reason: "TIMED_OUT" });
    expect(silent.requests).to.have.length(1);
  });

  it("takes a redirect and a refusal for what they are", () => {
    expect(judge(status(302)).outcome).to.include({ kind: "refused", reason: "HTTP_302" });
    expect(judge(status(404))).to.deep.include({ again: false });
    expect(judge(status(404)).outcome).to.include({ kind: "refused", reason: "HTTP_404" });
  });

  it("speaks plain HTTP to this machine only", async () => {
    for (const [url, sent] of [
      ["http://127.0.0.1:8080/x", 1],
      ["http://localhost/x", 1],
      ["http://[::1]:1/x", 1],
      ["http://hooks.example.com/x", 0],
      ["http://127.0.0.1.example.com/x", 0],
      ["ftp://127.0.0.1/x", 0],
      ["no address", 0],
    ] as const) {
      const { post, requests } = webhook([], { address: async () => url });
      const outcome = await post();
      expect(requests, url).to.have.length(sent);
      if (sent === 0) expect(outcome).to.include({ kind: "refused", reason: "ADDRESS_REFUSED" });
    }
  });

  it("names its address in no outcome, whatever fails", async () => {
    const answers: Answer[] = [status(302), status(404), status(500), { kind: "no-answer", code: "ECONNRESET" }];
    for (const answer of answers)
      expect(JSON.stringify(await webhook([answer]).post())).not.to.include("hooks.example");
    const malformed = webhook([], { address: async () => "https://hooks.example.com:port/secret" });
    expect(JSON.stringify(await malformed.post())).not.to.include("hooks.example");
  });

  it("counts as refused when its address cannot be opened", async () => {
    const address = async () => {
      throw Object.assign(new Error("not authorized to perform: kms:Decrypt"), { name: "AccessDeniedException" });
    };
    const { post, requests } = webhook([], { address });

    expect(await post()).to.deep.equal({
      kind: "refused",
      reason: "ADDRESS_UNAVAILABLE",
      detail:
        "the webhook's address could not be opened: AccessDeniedException: not authorized to perform: kms:Decrypt",
    });
    expect(requests).to.deep.equal([]);
  });
});
