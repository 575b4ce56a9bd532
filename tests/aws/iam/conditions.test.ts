// IAM User Guide: "Condition operators", "Creating a condition with multiple keys or values", "Set operations".
import { expect } from "chai";
import { contextOf, holds, type Truth } from "../../../aws/iam/conditions";

type Given = Readonly<Record<string, string | readonly string[]>>;

/** Whether a condition on `k` holds; keys that are not given do not come, unless `unknown`. */
function test(operator: string, values: string | readonly string[], given: Given, unknown = false): Truth {
  return holds({ operator, key: "k", values: [values].flat() }, contextOf(given, !unknown));
}

describe("a condition of IAM", () => {
  const account = "111122223333";
  const arn = `arn:aws:sns:eu-central-1:${account}:orders`;
  const cases: readonly (readonly [string, string | readonly string[], string, Truth])[] = [
    ["StringEquals", account, account, true],
    ["StringEquals", ["1", account], account, true],
    ["StringEquals", account, "444455556666", false],
    ["StringEquals", "Orders", "orders", false],
    ["StringEquals", "ord*", "orders", false],
    ["stringequals", account, account, true],
    ["StringEqualsIgnoreCase", "Orders", "oRDERS", true],
    ["StringNotEquals", [account, "1"], account, false],
    ["StringNotEquals", [account, "1"], "2", true],
    ["StringNotEqualsIgnoreCase", "Orders", "ORDERS", false],
    ["StringLike", "ord?r*", "orders", true],
    ["StringLike", "ord*x", "orders", false],
    ["StringNotLike", "ord*", "orders", false],
    ["ArnEquals", "arn:aws:sns:*:111122223333:ord*", arn, true],
    ["ArnLike", "arn:aws:sns:*:111122223333:ord*", arn, true],
    // A star reaches over no colon.
    ["ArnLike", "arn:aws:sns:*:orders", arn, false],
    ["ArnLike", "arn:aws:*:111122223333:orders", arn, false],
    ["ArnLike", "*", arn, true],
    ["ArnNotLike", "arn:aws:sns:*:*:orders", arn, false],
    ["ArnNotEquals", "arn:aws:sns:*:*:mails", arn, true],
    ["Bool", "true", "true", true],
    ["Bool", "False", "false", true],
    ["Bool", "false", "true", false],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericLessThan", "10", "10", false],
    ["NumericGreaterThan", "9", "10", true],
    ["NumericGreaterThanEquals", "11", "10", false],
    ["NumericEquals", "10", "10.0", true],
    ["NumericNotEquals", "10", "10.0", false],
    ["DateLessThan", "2026-07-01T00:00:00Z", "2026-06-30T23:59:59Z", true],
    ["DateGreaterThan", "1782864000", "2026-06-30T23:59:59Z", false],
    ["IpAddress", "203.0.113.0/24", "203.0.113.7", true],
    ["IpAddress", "203.0.113.7", "203.0.113.8", false],
    ["NotIpAddress", "203.0.113.0/24", "203.0.113.7", false],
    ["IpAddress", "2001:db8::/32", "2001:db8::1", true],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
    ["Null", "true", "anything", false],
    ["Null", "false", "anything", true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM that fills in the variable, not JavaScript
    ["StringEquals", "a${*}b", "a*b", true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM that fills in the variable, not JavaScript
    ["StringEquals", "${aws:username}", "anna", undefined],
    ["StringResembles", "a", "a", undefined],
  ];
  for (const [operator, values, given, expected] of cases) {
    it(`makes ${expected} of ${operator} ${values} for ${given}`, () => {
      expect(test(operator, values, { K: given })).to.equal(expected);
      if (operator !== "Null") expect(test(`${operator}IfExists`, values, { k: given })).to.equal(expected);
    });
  }

  it("without the key holds only when negated, with IfExists, for all values, or as Null", () => {
    const without = (operator: string, value = "a") => test(operator, value, {});
    const operators = [
      "StringEquals",
      "StringLike",
      "ArnLike",
      "Bool",
      "NumericEquals",
      "IpAddress",
      "ForAnyValue:StringEquals",
    ];
    for (const operator of operators) {
      expect(without(operator), operator).to.equal(false);
      expect(without(`${operator}IfExists`), operator).to.equal(true);
    }
    for (const operator of ["StringNotEquals", "ArnNotLike", "NotIpAddress", "ForAllValues:StringEquals"])
      expect(without(operator), operator).to.equal(true);
    expect(without("Null", "true")).to.equal(true);
    expect(without("Null", "false")).to.equal(false);
    expect(without("StringResembles")).to.equal(undefined);
  });

  it("cannot be known where the key may be absent", () => {
    for (const operator of [
      "StringEquals",
      "StringNotEquals",
      "StringEqualsIfExists",
      "ForAllValues:StringLike",
      "Null",
    ])
      expect(test(operator, "true", {}, true), operator).to.equal(undefined);
    expect(test("StringEquals", "a", { k: "a" }, true)).to.equal(true);
  });

  // The guide's example: a request for attributes of the table Thread.
  it("over several values asks for all of them, or for any", () => {
    const allowed = ["PostDateTime", "Message", "Tags"];
    const all = (k: readonly string[]) => test("ForAllValues:StringLike", allowed, { k });
    const any = (k: readonly string[]) => test("ForAnyValue:StringLike", ["ID", "PostDateTime"], { k });

    expect([all(["PostDateTime", "Message"]), all(["PostDateTime", "UserName"]), all([])]).to.deep.equal([
      true,
      false,
      true,
    ]);
    expect([any(["UserName", "Message", "PostDateTime"]), any(["UserName"]), any([])]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect(test("ForAllValues:StringNotEquals", "a", { k: ["b", "a"] })).to.equal(false);
    expect(test("ForAnyValue:StringNotEquals", "a", { k: ["b", "a"] })).to.equal(true);
  });
});
