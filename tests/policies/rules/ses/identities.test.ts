import { expect } from "chai";
import {
  identityMailsAreWatched,
  identitySignsMails,
  mailIsSentAsTheShop,
} from "../../../../policies/rules/ses/identities";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { arns, at, shop } from "../../../support/policies/shops/granted";
import { arn, statement } from "../../../support/policies/shops/granted-parts";
import { topicType } from "../../../support/policies/shops/watched";

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

  it("passes every identity of the account for emails from one address, and refuses them without the parameter", async () => {
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

const emailIdentityType = "aws:sesv2/emailIdentity:EmailIdentity";

testRule(identitySignsMails, {
  valid: [
    resource(emailIdentityType, "shop", {
      emailIdentity: "example.com",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    }),
  ],
  passes: {
    "a key that was brought along": [
      resource(emailIdentityType, "own", {
        emailIdentity: "example.com",
        dkimSigningAttributes: { domainSigningSelector: "shop", domainSigningPrivateKey: "x" },
      }),
    ],
  },
  refuses: {
    "a single address": [
      set("shop", "emailIdentity", "orders@example.com"),
      /emailIdentity is orders@example.com, wanted a domain/,
    ],
    "no identity at all": [drop("shop", "emailIdentity"), /emailIdentity is not set/],
    "a key that nobody has chosen": [drop("shop", "dkimSigningAttributes"), /nextSigningKeyLength is not set/],
    "a short key": [
      set("shop", "dkimSigningAttributes.nextSigningKeyLength", "RSA_1024_BIT"),
      /is RSA_1024_BIT, wanted RSA_2048_BIT/,
    ],
  },
});

const setType = "aws:sesv2/configurationSet:ConfigurationSet";
const says = /configurationSetName is .*, wanted a configuration set of this stack that sends its events to a topic/;
const topic = resource(topicType, "fate", { name: "fate-prod" });

testRule(identityMailsAreWatched, {
  valid: [
    resource(setType, "mails", { configurationSetName: "mails-prod" }),
    resource(setType, "others", { configurationSetName: "others-prod" }),
    resource("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination", "events", {
      configurationSetName: "mails-prod",
      eventDestination: { snsDestination: { topicArn: topic.state.arn } },
    }),
    topic,
    resource(emailIdentityType, "shop", { emailIdentity: "example.com", configurationSetName: "mails-prod" }),
  ],
  refuses: {
    "no default set": [drop("shop", "configurationSetName"), says],
    "a set without an event destination": [set("shop", "configurationSetName", "others-prod"), says],
    "a set whose events are only counted": [
      set("events", "eventDestination", { cloudWatchDestination: {} }),
      "shop",
      says,
    ],
    "a set whose events go nowhere": [without("events"), "shop", says],
  },
});
