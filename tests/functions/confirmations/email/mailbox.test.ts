import { expect } from "chai";
import * as fc from "fast-check";
import { fitsMailbox, mailbox } from "../../../../functions/confirmations/email/mailbox";
import { cleanWords } from "../../../../functions/shared/clean-text";
import { harmfulSigns, isHarmless } from "../../shared/harmless";

/** Reads a header value back as a mail program would. */
function physicalNameIn(header: string): string {
  const words = [...header.matchAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g)];
  if (words.length > 0) return words.map(([, base64 = ""]) => Buffer.from(base64, "base64").toString()).join("");
  return (/^"(.*)" </s.exec(header)?.[1] ?? "").replace(/\\(.)/g, "$1");
}

describe("a sender's name and address", () => {
  it("quotes a plain name", () => {
    expect(mailbox('The "Tea" \\ Shop, Ltd.', "a@example.com")).to.equal(
      '"The \\"Tea\\" \\\\ Shop, Ltd." <a@example.com>',
    );
  });

  it("is the address alone without a name", () => {
    expect(mailbox(" ", "a@example.com")).to.equal("a@example.com");
  });

  it("is one ASCII line whatever the name, with words of at most 75 characters that give the name back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }), (name) => {
        const header = mailbox(name, "a@example.com");
        const clean = cleanWords(name);

        expect(header).to.match(/^[\x20-\x7e]+$/);
        for (const [word] of header.matchAll(/=\?[^ ]+\?=/g)) expect(word.length).to.be.at.most(75);
        if (clean !== "") expect(physicalNameIn(header)).to.equal(clean);
      }),
    );
  });

  it("cannot start another header", () => {
    expect(mailbox("Shop\r\nBcc: eve@example.com", "a@example.com")).to.equal(
      '"Shop Bcc: eve@example.com" <a@example.com>',
    );
  });

  it("shows nothing that steers, breaks or hides", () => {
    const parts = fc.oneof(
      fc.constantFrom(...harmfulSigns),
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.constant("Tea"),
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (name) => {
        const shown = physicalNameIn(mailbox(name.join(""), "a@example.com"));
        expect(isHarmless(shown), JSON.stringify(shown)).to.equal(true);
      }),
    );
  });

  it("has at most 320 bytes for SES, as it is sent (case 14)", () => {
    expect(mailbox("東".repeat(80), "orders@example.com")).to.have.length(418);
    expect(fitsMailbox("東".repeat(80), "orders@example.com")).to.equal(false);
    expect(fitsMailbox("東".repeat(58), "orders@example.com")).to.equal(true);
    // Quotes are two characters each.
    expect(fitsMailbox('"'.repeat(80), `${"a".repeat(64)}@${"b".repeat(60)}.example`)).to.equal(true);
    expect(fitsMailbox("x".repeat(80), `${"a".repeat(64)}@${"b.".repeat(90)}example`)).to.equal(false);
  });
});
