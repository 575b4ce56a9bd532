import { expect } from "chai";
import * as fc from "fast-check";
import { formatMoney, lineTotal } from "../../../../functions/confirmations/mail/money";
import { renderConfirmation } from "../../../../functions/confirmations/mail/render";
import { confirmation } from "../support/fixtures";

const space = "\u00a0";

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

describe("the confirmation mail", () => {
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
});
