import { expect } from "chai";
import { mailIsSentAsTheShop } from "../../../../policies/rules/least-privilege/mail-is-sent-as-the-shop";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { arn, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const from = (operator: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { "ses:FromAddress": value } },
});

testRule(mailIsSentAsTheShop, {
  valid: shop,
  failing: [
    {
      title: "any sender",
      change: (valid) => statement(valid, name, at.mail, { Condition: undefined }),
      ...bearer,
      says: /Statement\[5\]\.Condition is \[\], wanted StringEquals on ses:FromAddress/,
    },
    {
      title: "any sender of the domain",
      change: (valid) => statement(valid, name, at.mail, from("StringLike", "*@example.com")),
      ...bearer,
      says: /wanted StringEquals on ses:FromAddress/,
    },
    {
      title: "a sender that may be missing",
      change: (valid) => statement(valid, name, at.mail, from("StringEqualsIfExists", "orders@example.com")),
      ...bearer,
      says: /wanted StringEquals on ses:FromAddress/,
    },
    {
      title: "two senders",
      change: (valid) =>
        statement(valid, name, at.mail, from("StringEquals", ["orders@example.com", "boss@example.com"])),
      ...bearer,
      says: /boss@example\.com/,
    },
    {
      title: "no configuration set",
      change: (valid) => statement(valid, name, at.mail, { Resource: arns.identity }),
      ...bearer,
      says: /wanted a configuration-set as well/,
    },
    {
      title: "no identity",
      change: (valid) => statement(valid, name, at.mail, { Resource: arns.set }),
      ...bearer,
      says: /wanted an? identity as well/,
    },
    {
      title: "every identity",
      change: (valid) => statement(valid, name, at.mail, { Resource: [arn("ses", "identity/*"), arns.set] }),
      ...bearer,
      says: /Resource is .*identity\/\*.*, wanted ARNs of identities and configuration sets of this stack/,
    },
    {
      title: "another sender than the function's own",
      change: (valid) => statement(valid, name, at.mail, from("StringEquals", "boss@example.com")),
      ...bearer,
      says: /wanted the address that 'shop-sender' sends from/,
    },
  ],
});

const everyIdentity = arn("ses", "identity/*");

describe("rule mail-is-sent-as-the-shop, for an account in SES's sandbox", () => {
  const sandbox = { sesSandbox: true, reason: "SES asks for the recipients' identities, too." };
  const withRecipients = (change: Readonly<Record<string, unknown>> = {}) =>
    statement(shop, name, at.mail, { Resource: [arns.identity, arns.set, everyIdentity], ...change });

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
