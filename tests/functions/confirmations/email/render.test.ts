import { expect } from "chai";
import * as fc from "fast-check";
import { formatMoney, lineTotal } from "../../../../functions/confirmations/email/money";
import { renderConfirmation as render } from "../../../../functions/confirmations/email/render";
import type { OrderConfirmationRequested } from "../../../../functions/contracts/order-confirmation";
import { harmfulSigns, isHarmless } from "../../shared/harmless";
import { linksIn } from "../../shared/links";
import { confirmation } from "../support/fixtures";

const space = "\u00a0";

const renderConfirmation = (message: OrderConfirmationRequested, name: string, timeZone = "UTC") =>
  render(message, { name, timeZone });

/** What a reader sees of the HTML: no head, no tags, entities read. */
function visible(html: string): string {
  return html
    .replace(/<head>.*<\/head>/s, "")
    .replace(/<div style="display:none.*?<\/div>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#x([0-9A-F]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&amp;/g, "&")
    .replace(/[^\S\u00a0]+/g, " ");
}

const words = (text: string) => text.match(/[\p{L}\p{N}.,$€¥]+/gu) ?? [];

describe("amounts", () => {
  it("are written in each currency's way, digit for digit", () => {
    expect(formatMoney("1500", "JPY")).to.equal("¥1,500");
    expect(formatMoney("27.50", "EUR")).to.equal("€27.50");
    expect(formatMoney("0.05", "USD")).to.equal("$0.05");
    expect(formatMoney("1003.500", "KWD")).to.equal(`KWD${space}1,003.500`);
  });

  it("keep decimals that the runtime's table of currencies does not know, and digits that a float would lose", () => {
    expect(formatMoney("10.250", "IQD")).to.equal(`IQD${space}10.250`);
    expect(formatMoney("90071992547409931.11", "USD")).to.equal("$90,071,992,547,409,931.11");
  });

  it("of a line are exact", () => {
    expect(lineTotal("0.10", 3)).to.equal("0.30");
    expect(lineTotal("90071992547409931.11", 7)).to.equal("630503947831869517.77");
    expect(lineTotal("1.005", 999)).to.equal("1003.995");
  });

  it("that are none are refused", () => {
    for (const bad of ["", "1e3", "-1", "1.", "abc"]) expect(() => formatMoney(bad, "EUR")).to.throw(RangeError);
  });
});

describe("the confirmation email", () => {
  it("has the order number on a line of its own in the text", () => {
    const { text } = renderConfirmation(confirmation(), "Shop");

    expect(text).to.match(/^Order number: 0b4cf1c0-5ad1-8e1b-9a53-3b1d6f6b8a01$/m);
    expect(text).to.include("\n- 3 × Green tea\n  TEA-1, €5.00 each: €15.00\n- 1 × Cup\n");
    expect(text).to.match(/^Total: €27\.50$/m);
    expect(text).to.match(/^Reference: 11111111-2222-4333-8444-555555555555$/m);
  });

  it("says the same in both forms, word for word", () => {
    const { text, html } = renderConfirmation(confirmation({ currency: "KWD", total: "1003.500" }), "Tea & Söns");

    expect(words(visible(html))).to.deep.equal(words(text));
  });

  it("is readable on a phone, in the dark and by a screen reader, and loads nothing", () => {
    const { html } = renderConfirmation(confirmation(), "Shop");

    expect(html).to.match(/^<!doctype html><html lang="en"/);
    expect(html).to.include('<meta name="viewport" content="width=device-width,initial-scale=1">');
    expect(html).to.include("max-width:600px");
    expect(html).to.include("prefers-color-scheme:dark");
    expect(html).to.include("We have your order of March 1, 2026, total €27.50.");
    expect(html.match(/<table(?! role="presentation")/g)).to.equal(null);
    expect(html).to.not.match(/<script|<img|<link|https?:/i);
  });

  it("shows hostile text as text and nothing else", () => {
    const hostile = `<script>alert(1)</script>{{shopName}}{{{total}}}"'><img src=x>&amp;`;
    const item = { sku: hostile.slice(0, 90), name: hostile, quantity: 1, unitPrice: "1.00" };

    const { html, text } = renderConfirmation(confirmation({ items: [item] }), hostile);

    expect(html).to.not.match(/<script|<img/);
    expect(html).to.include("&lt;script&gt;alert(1)&lt;&#x2F;script&gt;{{shopName}}{{{total}}}&quot;&#39;&gt;&lt;img");
    expect(text).to.include(hostile);
  });

  it("adds no tag whatever the names are, and leaves no part of a name unescaped", () => {
    const tags = (html: string) => (html.match(/<[^>]*>/g) ?? []).length;
    const one = (name: string, shop: string) =>
      renderConfirmation(confirmation({ items: [{ sku: name, name, quantity: 1, unitPrice: "1.00" }] }), shop);
    const expected = tags(one("tea", "shop").html);
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."<>&\"'{}/#^!=`\r\n \u202e") }),
    );

    fc.assert(
      fc.property(text, text, (name, shop) => {
        const { html, text: plain, subject } = one(name, shop);

        expect(tags(html)).to.equal(expected);
        expect(subject).to.not.match(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(plain.split("\n")).to.have.length(one("tea", "shop").text.split("\n").length);
        expect(plain + html).to.not.match(/[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it("lets no line break into the subject", () => {
    const { subject } = renderConfirmation(confirmation(), "Shop\r\nBcc: eve@example.com");

    expect(subject).to.equal("Your order 0b4cf1c0-5ad1-8e1b-9a53-3b1d6f6b8a01 at Shop Bcc: eve@example.com");
  });

  it("stays below the size at which mail programs cut (102 kB) with a hundred long lines", () => {
    const items = Array.from({ length: 100 }, (_, index) => ({
      sku: `SKU-${index}`,
      name: "A product with quite a long name, as long as names in shops are allowed to be, or nearly so",
      quantity: 999,
      unitPrice: "123456.99",
    }));

    const { html, text } = renderConfirmation(confirmation({ items, total: "12333353301.00" }), "Shop");

    expect(Buffer.byteLength(html)).to.be.below(102_000);
    expect(Buffer.byteLength(text)).to.be.below(30_000);
  });

  it("cuts a name that would fill a phone's screen, between characters", () => {
    const items = [{ sku: "S", name: "🍵".repeat(300), quantity: 1, unitPrice: "1.00" }];

    const { text } = renderConfirmation(confirmation({ items }), "Shop");

    expect(text).to.include(`1 × ${"🍵".repeat(119)}…\n`);
  });

  it("cuts a name between characters as readers see them", () => {
    const family = "👩‍👩‍👧";
    const items = [{ sku: "S", name: `${"x".repeat(116)}${family}${"y".repeat(9)}`, quantity: 1, unitPrice: "1.00" }];

    expect(renderConfirmation(confirmation({ items }), "Shop").text).to.include(`1 × ${"x".repeat(116)}…\n`);
  });

  it("shows the day in the shop's time zone, and names the zone (case 15)", () => {
    const late = confirmation({ placedAt: "2026-03-01T23:30:00.000Z" });
    const summer = confirmation({ placedAt: "2026-07-01T23:30:00.000Z" });

    for (const [message, zone, words] of [
      [late, "Europe/Vienna", "March 2, 2026 (Central European Standard Time)"],
      [summer, "Europe/Vienna", "July 2, 2026 (Central European Summer Time)"],
      [late, "America/New_York", "March 1, 2026 (Eastern Standard Time)"],
      [late, "UTC", "March 1, 2026 (Coordinated Universal Time)"],
    ] as const) {
      const { text, html } = renderConfirmation(message, "Shop", zone);
      expect(text).to.include(`Shop has received your order of ${words}.`);
      expect(html).to.include(words);
      expect(html).to.include(`We have your order of ${words.replace(/ \(.*/, "")}, total`);
    }
  });

  it("lets nothing pass that steers, breaks or hides, from whatever field", () => {
    const text = fc
      .array(
        fc.oneof(fc.constantFrom(...harmfulSigns), fc.string({ unit: "binary", maxLength: 5 }), fc.constant("tea")),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((parts) => parts.join(""));

    fc.assert(
      fc.property(text, text, text, (name, sku, shop) => {
        const email = renderConfirmation(
          confirmation({ items: [{ sku, name, quantity: 1, unitPrice: "1.00" }] }),
          shop,
        );

        // The word joiners are ours: they end what would be taken for an address.
        for (const part of [email.subject, email.text, visible(email.html)]) {
          const lines = part.split("\n").map((line) => line.replaceAll("\u2060", ""));
          expect(lines.every(isHarmless), JSON.stringify(part)).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("makes no link of an address in an order, and shows it as it was written", () => {
    const address = fc.constantFrom(
      ...[
        "https://evil.example/a?b=c#d",
        "HTTP://evil.example",
        "http://1.2.3.4/x",
        "https://localhost/x",
        "ftp://evil.example",
      ],
      ...[
        "www.evil.example",
        "evil.com",
        "evil.co.uk/path",
        "xn--e1aybc.xn--p1ai",
        "тест.рф",
        "例え.テスト",
        "evil。com",
        "evil．com",
      ],
      ...[
        "eve@evil.com",
        "mailto:eve@evil.com",
        "tel:+43123",
        "https:evil.com",
        "//evil.com/x",
        "evil.com:8080",
        "1.2.com",
      ],
    );
    const between = fc.constantFrom(
      "",
      " ",
      "-",
      "(",
      ")",
      ".",
      ",",
      "tea",
      "\u00ad",
      "\u200b",
      "5",
      "/",
      '"',
      "<",
      "\u2060",
    );

    fc.assert(
      fc.property(fc.array(fc.tuple(between, address, between), { minLength: 1, maxLength: 3 }), (parts) => {
        const written = parts.flat().join("");
        const item = { sku: written.slice(0, 60), name: written, quantity: 1, unitPrice: "1.00" };
        const { text, html } = renderConfirmation(confirmation({ items: [item] }), "Shop");

        expect(linksIn(text), JSON.stringify(text)).to.deep.equal([]);
        expect(linksIn(visible(html)), JSON.stringify(html)).to.deep.equal([]);
        expect(html).to.not.match(/<a\b|href/i);
        const shown = text.replaceAll("\u2060", "");
        const clean = written
          .replace(/[\u00ad\u200b\u2060]/g, "")
          .replace(/\s+/g, " ")
          .trim();
        if ([...clean].length <= 120) expect(shown).to.include(`1 × ${clean}\n`);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves sizes, versions and ends of sentences alone", () => {
    const name = "Tea 1.5 l, v2.0. Size: L 12:30 ratio 3:1 ...";
    const items = [{ sku: "A-1", name, quantity: 1, unitPrice: "1.00" }];

    expect(renderConfirmation(confirmation({ items }), "Shop").text).to.include(`1 × ${name}\n`);
  });
});
