import { expect } from "chai";
import { mailIsSentAsTheShop } from "../../../../policies/rules/least-privilege/mail-is-sent-as-the-shop";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { arn, statement } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const from = (operator: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { "ses:FromAddress": value } },
});

testRule(mailIsSentAsTheShop, {
  valid: shop,
  refuses: {
    "any sender": [
      statement(name, at.mail, { Condition: undefined }),
      /Statement\[5\]\.Condition is \[\], wanted StringEquals on ses:FromAddress/,
    ],
    "any sender of the domain": [
      statement(name, at.mail, from("StringLike", "*@example.com")),
      /wanted StringEquals on ses:FromAddress/,
    ],
    "a sender that may be missing": [
      statement(name, at.mail, from("StringEqualsIfExists", "orders@example.com")),
      /wanted StringEquals on ses:FromAddress/,
    ],
    "two senders": [
      statement(name, at.mail, from("StringEquals", ["orders@example.com", "boss@example.com"])),
      /boss@example\.com/,
    ],
    "no configuration set": [
      statement(name, at.mail, { Resource: arns.identity }),
      /wanted a configuration-set as well/,
    ],
    "no identity": [statement(name, at.mail, { Resource: arns.set }), /wanted an? identity as well/],
    "every identity": [
      statement(name, at.mail, { Resource: [arn("ses", "identity/*"), arns.set] }),
      /Resource is .*identity\/\*.*, wanted ARNs of identities and configuration sets of this stack/,
    ],
    "another sender than the function's own": [
      statement(name, at.mail, from("StringEquals", "boss@example.com")),
      /wanted the address that 'shop-sender' sends from/,
    ],
  },
});

const everyIdentity = arn("ses", "identity/*");

describe("rule mail-is-sent-as-the-shop, for an account in SES's sandbox", () => {
  const sandbox = { sesSandbox: true, reason: "SES asks for the recipients' identities, too." };
  const withRecipients = (change: Readonly<Record<string, unknown>> = {}) =>
    statement(name, at.mail, { Resource: [arns.identity, arns.set, everyIdentity], ...change })(shop);

  it("passes every identity of the account for mails from one address, and refuses them without the parameter", async () => {
    expect(await judge(mailIsSentAsTheShop, withRecipients(), sandbox)).to.deep.equal([]);
    expect(await judge(mailIsSentAsTheShop, withRecipients())).to.have.length(1);
  });

  it("refuses them from any address, and those of another account or region", async () => {
    expect(await judge(mailIsSentAsTheShop, withRecipients({ Condition: undefined }), sandbox)).not.to.deep.equal([]);
    for (const wide of ["arn:aws:ses:*:123456789012:identity/*", "arn:aws:ses:eu-central-1:*:identity/*", "*"]) {
      const found = withRecipients({ Resource: [arns.identity, arns.set, wide] });
      expect(await judge(mailIsSentAsTheShop, found, sandbox), wide).not.to.deep.equal([]);
    }
  });
});
