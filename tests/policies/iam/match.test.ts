import { expect } from "chai";
import { covers, coversName, overlaps } from "../../../policies/iam/match";

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
});
