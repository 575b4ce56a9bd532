import { expect } from "chai";
import * as fc from "fast-check";
import { createRedactor, cutToBytes, redactText } from "../../../functions/shared/redaction";

/** Something that is not found in an event by chance. */
const secret = fc.stringMatching(/^[a-zA-Z0-9]{12,40}$/).map((text) => `zq${text}`);
const email = fc.emailAddress();

const secretField = fc.constantFrom(
  "Authorization",
  "authorizationToken",
  "x-api-key",
  "password",
  "clientSecret",
  "access_token",
  "Cookie",
  "customerEmail",
  "shippingAddress",
  "billingAddress",
  "phoneNumber",
  "line1",
  "city",
  "postalCode",
  "name",
);

/** Ways in which a sensitive field can lie in an event. */
function planted(field: string, value: unknown, way: number, around: unknown): unknown {
  const ways: (() => unknown)[] = [
    () => ({ [field]: value, around }),
    () => ({ around, deep: { list: [{ [field]: value }] } }),
    () => ({ body: JSON.stringify({ [field]: value, around }) }),
    () => ({ Records: [{ body: JSON.stringify({ Message: JSON.stringify({ [field]: value }) }), around }] }),
    () => ({ dynamodb: { NewImage: { [field]: { S: value } } }, around }),
    () => ({ headers: { [field.toUpperCase()]: value }, around }),
    () => ({ [field]: { inner: [value, { more: value }] } }),
    () => ({ [field]: value, message: `it was ${String(value)} that failed` }),
  ];
  return (ways[way % ways.length] ?? (() => around))();
}

describe("redaction", () => {
  it("lets no value of a sensitive field survive, however deep or wrapped it lies", () => {
    fc.assert(
      fc.property(secretField, secret, fc.nat(7), fc.object(), (field, value, way, around) => {
        const redactor = createRedactor(planted(field, value, way, around));
        expect(redactor.event(32_768)).to.not.contain(value);
        expect(redactor.text(`Error: cannot use ${value}!`, 2000)).to.not.contain(value);
      }),
      { numRuns: 500 },
    );
  });

  it("takes out the reason of a change, as the orders table keeps it", () => {
    const redactor = createRedactor({ dynamodb: { NewImage: { lastReason: { S: "call Ada on 0151 2233" } } } });
    expect(redactor.event(1000)).to.not.contain("0151");
    expect(redactor.text("failed: call Ada on 0151 2233", 1000)).to.equal("failed: [redacted]");
  });

  it("takes out the caller's address under every name that proxies give it", () => {
    for (const header of ["X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Original-Forwarded-For", "Forwarded"]) {
      const redactor = createRedactor({ headers: { [header]: "203.0.113.77" } });
      expect(redactor.event(1000), header).to.equal(`{"headers":{"${header}":"[redacted]"}}`);
    }
  });

  it("keeps what an event of SES is found by, and nobody's address", () => {
    const mail = {
      messageId: "ses-1",
      source: "Shop <orders@example.com>",
      destination: ["ada@example.com"],
      headers: [{ name: "To", value: "Ada Lovelace" }],
      commonHeaders: { to: ["Ada Lovelace"] },
      tags: { orderId: ["order-1"], correlationId: ["correlation-1"] },
    };
    const kept = createRedactor({ body: JSON.stringify({ eventType: "Send", mail }) }).event(2000);
    expect(kept).to.contain("ses-1").and.contain("order-1").and.contain("correlation-1");
    expect(kept).to.not.match(/example|Ada/);
  });

  it("takes out a user agent where it stands, and leaves stacks readable that hold the same word", () => {
    const redactor = createRedactor({ headers: { "User-Agent": "node" } });
    expect(redactor.event(1000)).to.equal('{"headers":{"User-Agent":"[redacted]"}}');
    expect(redactor.text("at listOnTimeout (node:internal/timers:585:17)", 200)).to.contain(
      "(node:internal/timers:585:17)",
    );
  });

  it("lets no e-mail address survive in any text, key, nested JSON, error message or stack", () => {
    fc.assert(
      fc.property(email, fc.string({ maxLength: 20 }), fc.nat(5), (address, before, way) => {
        const shapes = [
          { text: `${before} ${address} after` },
          { [address]: 1 },
          { body: JSON.stringify({ note: `for ${address}` }) },
          [address],
          { text: encodeURIComponent(address) },
          { nested: JSON.stringify(JSON.stringify({ note: address })) },
        ];
        const redactor = createRedactor(shapes[way]);
        const local = address.slice(0, address.indexOf("@"));
        for (const result of [redactor.event(32_768), redactor.text(`Error: ${address} is unknown`, 2000)]) {
          expect(result).to.not.contain(address);
          if (local.length > 6) expect(result).to.not.contain(local);
        }
        expect(redactText(`mail to <${address}>`)).to.not.contain(address);
      }),
      { numRuns: 500 },
    );
  });

  it("lets no bearer token, JSON Web Token, access key or credential in an address survive", () => {
    const token = `eyJ${"a".repeat(20)}.${"b".repeat(30)}.${"c".repeat(40)}`;
    const texts = [
      `Authorization: Bearer ${token}`,
      `token ${token} refused`,
      "Bearer abcdefgh12345678",
      "key AKIAIOSFODNN7EXAMPLE is inactive",
      "https://user:hunter22@db.example/path",
      "https://a.example/?access_token=hunter22&x=1",
      'password: "hunter22"',
    ];
    for (const text of texts) {
      const clean = redactText(text);
      expect(clean, text).to.contain("[redacted]");
      expect(clean, text).to.not.match(/eyJ|abcdefgh|AKIA|hunter22/);
    }
  });

  it("always gives valid JSON within the cap, whatever the event is", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
        fc.integer({ min: 2, max: 5000 }),
        (event, cap) => {
          const text = createRedactor(event).event(cap);
          expect(Buffer.byteLength(text)).to.be.at.most(cap);
          JSON.parse(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("always gives texts within the cap in whole characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), fc.integer({ min: 0, max: 300 }), (text, cap) => {
        const cut = cutToBytes(text, cap);
        expect(Buffer.byteLength(cut)).to.be.at.most(cap);
        expect(cut).to.not.match(/\uFFFD$/u.test(text) ? /$^/ : /\uFFFD$/u);
      }),
    );
  });

  it("bears events that go in circles, throw when read, or are gigantic", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const hostile = {
      get field(): never {
        throw new Error("no");
      },
    };
    const gigantic = { Records: Array.from({ length: 5000 }, (_, i) => ({ i, body: "x".repeat(5000) })) };
    for (const event of [circle, hostile, gigantic, "x".repeat(5_000_000), () => 1, Symbol("s"), new Uint8Array(9)]) {
      const text = createRedactor(event).event(16_384);
      expect(Buffer.byteLength(text)).to.be.at.most(16_384);
      JSON.parse(text);
    }
  });

  it("keeps what an investigation needs: ids, statuses, sources, counts, and the fields' names", () => {
    const event = {
      orderId: "0f6c2f0e-6a3b-8d0e-9c53-5f2b8a1e7d44",
      status: "PLACED",
      from: "PLACED",
      to: "CANCELLED",
      source: "backoffice.orders",
      httpMethod: "POST",
      path: "/orders",
      customerEmail: "ada@example.com",
      body: '{"currency":"EUR","items":[{"sku":"A-1","quantity":2}]}',
    };
    expect(JSON.parse(createRedactor(event).event(32_768))).to.deep.equal({
      ...event,
      customerEmail: "[redacted]",
      body: { currency: "EUR", items: [{ sku: "A-1", quantity: 2 }] },
    });
  });

  it("does not keep a body that is no JSON, because its fields cannot be told apart", () => {
    const text = createRedactor({ body: '{"name": "Ada Lovelace", ' }).event(1000);
    expect(text).to.not.contain("Lovelace");
    expect(JSON.parse(text)).to.deep.equal({ body: "[25 characters that are not read]" });
  });
});
