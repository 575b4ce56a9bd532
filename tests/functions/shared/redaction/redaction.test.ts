import { expect } from "chai";
import * as fc from "fast-check";
import { keptRequest } from "../../../../functions/orders/kept";
import { createRedactor, noEvent, redactText } from "../../../../functions/shared/redaction";
import { count, fields, json, list, token } from "../../../../functions/shared/redaction/kept";
import { eventKinds, onTheWire } from "../../../support/redaction/event-kinds";
import { encoded, encoding, personalData, survivors } from "../../../support/redaction/personal-data";
import { planted, spot } from "../../../support/redaction/planting";
import { apiEvent } from "../../orders/fixtures";

describe("redaction", () => {
  for (const kind of eventKinds) {
    it(`lets nothing survive that was planted in ${kind.name}, whatever it is, wherever it lies, however it is written`, () => {
      fc.assert(
        fc.property(personalData, spot, encoding, encoding, (value, at, inEvent, inMessage) => {
          const event = planted(kind.make(), kind.kept, at, encoded(value.text, inEvent));
          if (event === undefined) return;
          const redactor = createRedactor(onTheWire(event), kind.kept);
          const quote = encoded(value.text, inMessage);
          const error = new Error(`cannot use ${quote}: it is wrong`);
          const written = [
            redactor.event(32_768),
            redactor.text(error.message, 2000),
            redactor.text(`Unexpected token, "${quote.slice(0, 40)}"... is not valid JSON`, 2000),
            redactor.stack(error, 8000),
          ];
          expect(
            written.flatMap((text) => survivors(text, value)),
            JSON.stringify({ value, inEvent, inMessage, told: written }),
          ).to.deep.equal([]);
        }),
        { numRuns: 400 },
      );
    });

    it(`keeps what ${kind.name} is found by`, () => {
      const kept = JSON.parse(createRedactor(onTheWire(kind.make()), kind.kept).event(32_768));
      expect(kept).to.not.have.property("[other fields]");
      expect(JSON.stringify(kept).match(/arn:aws:|orders|POST|INSERT/g)).to.not.equal(null);
    });
  }

  it("keeps ids, statuses, types, counts and times, and of the rest type and length", () => {
    const event = {
      ...apiEvent({
        path: "/orders/{orderId}/status",
        pathParameters: { orderId: "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44" },
        body: { status: "CANCELLED", reason: "Ada changed her mind", likes: ["tea"] },
      }),
    };
    expect(JSON.parse(createRedactor(event, keptRequest).event(32_768))).to.deep.equal({
      httpMethod: "POST",
      path: "[text of 24]",
      resource: "/orders/{orderId}/status",
      headers: { "content-type": "application/json", "x-correlation-id": "correlation-api" },
      multiValueHeaders: "[object of 0]",
      body: { status: "CANCELLED", reason: "[text of 20]", "[other fields]": 1 },
      isBase64Encoded: false,
      pathParameters: { orderId: "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44" },
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      stageVariables: null,
      requestContext: { authorizer: "[object of 2]" },
    });
  });

  it("leaves an error's own words and the places in the code, and takes out what it quotes", () => {
    const kept = fields({ orderId: token });
    const redactor = createRedactor({ orderId: "order-77", customer: "Ada Lovelace", phone: "+43 1 2345-678" }, kept);
    const error = new TypeError(
      "Cannot read properties of undefined (reading 'total') for Ada LOVELACE, 0043 1 2345678",
    );
    expect(redactor.text(error.message, 500)).to.equal(
      "Cannot read properties of undefined (reading 'total') for [redacted] [redacted], [redacted]",
    );
    expect(redactor.stack(error, 8000)).to.match(/^TypeError: Cannot read [\s\S]*\n {4}at .*redaction\.test/);
    expect(redactor.stack({ name: "E", message: "m", stack: "    at Lovelace (/a.js:1:1)" }, 500)).to.not.contain(
      "Lov",
    );
    expect(redactor.text("order-77 is gone", 500)).to.equal("order-77 is gone");
  });

  it("shows nothing that may quote an event that is too large to search", () => {
    const redactor = createRedactor({ huge: "x ".repeat(2_000_000), name: "Lovelace" }, noEvent);
    expect(redactor.text("it was Lovelace", 500)).to.equal("[text of 15]");
  });

  it("takes secrets and addresses out of texts that belong to no event", () => {
    const jwt = `eyJ${"a1".repeat(10)}.${"b2".repeat(15)}.${"c3".repeat(20)}`;
    const texts = [
      `Authorization: Bearer ${jwt}`,
      `token ${jwt} refused`,
      "Bearer abcdefgh12345678",
      "key AKIAIOSFODNN7EXAMPLE is inactive",
      "https://user:hunter22@db.example/path",
      "https://a.example/?access_token=hunter22&x=1",
      'password: "hunter22"',
      "api_key=hunter22",
      "email to <ada.lovelace@example.com>",
      'email to "ada lovelace"@example.com',
      "ada.lovelace%40example.com and ada.lovelace%2540example.com",
      `${Buffer.from("ada.lovelace@example.com").toString("base64")} bounced`,
      "-----BEGIN PRIVATE KEY-----\nhunter22abcdefgh\n-----END PRIVATE KEY-----",
      "webhook https://hooks.example/services/T000/hunter22 failed",
    ];
    for (const text of texts) {
      const clean = redactText(text);
      expect(clean, text).to.contain("[redacted]");
      expect(clean, text).to.not.match(/eyJ|abcdefgh|AKIA|hunter22|lovelace|bG92ZWxhY2/i);
    }
  });

  it("leaves ordinary messages as they are", () => {
    for (const text of [
      "connect ECONNREFUSED 127.0.0.1:8080",
      "The table orders-table-dev is throttled (request 7a0e3c52-6f0f-4a9e-8c3d-0f6c2f0e6a3b)",
      "items.0.quantity: Invalid input: expected number, received string",
      "User is not authorized to perform dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
      "at 2026-03-01T09:30:00.000Z",
    ]) {
      expect(redactText(text)).to.equal(text);
    }
  });

  it("always gives valid JSON within the cap, whatever the event is", () => {
    const kept = fields({ a: fields({ b: list(token) }), list: list(json(fields({ a: token }))), n: count });
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
        fc.integer({ min: 2, max: 5000 }),
        (event, cap) => {
          const text = createRedactor(event, kept).event(cap);
          expect(Buffer.byteLength(text)).to.be.at.most(cap);
          JSON.parse(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("bears events that go in circles, throw when read, are deep or gigantic", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    circle.again = [circle, circle];
    const hostile = {
      get field(): never {
        throw new Error("no");
      },
    };
    let deep: unknown = "end";
    for (let level = 0; level < 50_000; level++) deep = [deep];
    const gigantic = { Records: Array.from({ length: 5000 }, (_, i) => ({ i, body: "x".repeat(5000) })) };
    for (const event of [
      circle,
      hostile,
      deep,
      gigantic,
      "x".repeat(5_000_000),
      () => 1,
      Symbol("s"),
      new Uint8Array(9),
    ]) {
      for (const kept of [noEvent, fields({ self: list(token), Records: list(fields({ body: json(token) })) })]) {
        const redactor = createRedactor(event, kept);
        const text = redactor.event(16_384);
        expect(Buffer.byteLength(text)).to.be.at.most(16_384);
        JSON.parse(text);
        expect(redactor.text("an error", 100)).to.be.a("string");
      }
    }
  });
});
