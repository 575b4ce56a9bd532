import { expect } from "chai";
import fc from "fast-check";
import { covers, coversArn, coversName, overlaps } from "../../../aws/iam/pattern";

describe("patterns of IAM", () => {
  it("match all of a text, with * for any characters and ? for one", () => {
    expect(covers("table/*", "table/orders")).to.equal(true);
    expect(covers("table/*", "table/")).to.equal(true);
    expect(covers("table/?", "table/")).to.equal(false);
    expect(covers("*-prod", "orders-prod-2")).to.equal(false);
    expect(covers("a*b*c", "a1b2b3c")).to.equal(true);
  });

  it("take a wildcard of the text literally when they have to cover it", () => {
    expect(covers("table/orders", "table/*")).to.equal(false);
    expect(covers("table/*", "table/o*")).to.equal(true);
  });

  it("overlap when some text matches both", () => {
    expect(overlaps("orders-*", "*-prod")).to.equal(true);
    expect(overlaps("orders-*", "mails-*")).to.equal(false);
    expect(overlaps("log-group:x:*", "log-group:*:log-stream:*")).to.equal(true);
    expect(overlaps("orders", "orders*")).to.equal(true);
  });

  it("do not tell upper and lower case of actions apart", () => {
    expect(coversName("SQS:send*", "sqs:SendMessage")).to.equal(true);
    expect(covers("SQS:send*", "sqs:SendMessage")).to.equal(false);
  });

  it("name the characters of wildcards in brackets", () => {
    const literal = (character: string) => `a$\{${character}}b`;
    for (const character of ["*", "?", "$"]) {
      expect(covers(literal(character), `a${character}b`)).to.equal(true);
      expect(covers(literal(character), "axb")).to.equal(false);
    }
  });

  it("are compared part by part where they are ARNs", () => {
    const arn = "arn:aws:sns:eu-central-1:111122223333:orders:sub";
    expect(coversArn("arn:aws:sns:*:111122223333:ord*", arn)).to.equal(true);
    expect(coversArn("arn:aws:sns:*:orders:sub", arn)).to.equal(false);
    expect(coversArn("arn:aws:*", arn)).to.equal(false);
    expect(coversArn("*", arn)).to.equal(true);
    expect(coversArn(arn, "orders")).to.equal(false);
  });

  it("match what a regular expression of the same meaning matches, and overlap what they match", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", ".", "*", "?"), maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (wildcard, given) => {
        const parts = [...wildcard].map((one) => ({ "*": ".*", "?": ".", ".": "[.]" })[one] ?? one);
        const expected = new RegExp(`^${parts.join("")}$`).test(given);
        expect(covers(wildcard, given)).to.equal(expected);
        expect(overlaps(wildcard, given)).to.equal(expected);
        expect(overlaps(given, wildcard)).to.equal(expected);
      }),
    );
  });

  it("take no longer than length times length, whatever the stars", () => {
    const pattern = `${"*a".repeat(2_000)}b`;
    expect(covers(pattern, "a".repeat(4_000))).to.equal(false);
  });
});
