import { identitySignsMails } from "../../../../policies/rules/encryption/identity-signs-mails";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sesv2/emailIdentity:EmailIdentity";

testRule(identitySignsMails, {
  valid: [
    resource(type, "shop", {
      emailIdentity: "example.com",
      dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
    }),
  ],
  passes: {
    "a key that was brought along": [
      resource(type, "own", {
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
