import { expect } from "chai";
import * as fc from "fast-check";
import { mailbox } from "../../../../functions/confirmations/mail/mailbox";

/** Reads a header value back as a mail program would. */
function nameIn(header: string): string {
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
        const clean = name.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ").trim();

        expect(header).to.match(/^[\x20-\x7e]+$/);
        for (const [word] of header.matchAll(/=\?[^ ]+\?=/g)) expect(word.length).to.be.at.most(75);
        if (clean !== "") expect(nameIn(header)).to.equal(clean);
      }),
    );
  });

  it("cannot start another header", () => {
    expect(mailbox("Shop\r\nBcc: eve@example.com", "a@example.com")).to.equal(
      '"Shop Bcc: eve@example.com" <a@example.com>',
    );
  });
});
