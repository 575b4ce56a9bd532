import { mailIsSentAsTheShop } from "../../../../policies/rules/least-privilege/mail-is-sent-as-the-shop";
import { testRule } from "../../../support/policies/rule-cases";
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
