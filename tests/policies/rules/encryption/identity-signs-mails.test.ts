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
  passing: [
    {
      title: "a key that was brought along",
      resources: [
        resource(type, "own", {
          emailIdentity: "example.com",
          dkimSigningAttributes: { domainSigningSelector: "shop", domainSigningPrivateKey: "x" },
        }),
      ],
    },
  ],
  failing: [
    {
      title: "a single address",
      change: (valid) => set(valid, "shop", "emailIdentity", "orders@example.com"),
      type: type,
      name: "shop",
      says: /emailIdentity is orders@example.com, wanted a domain/,
    },
    {
      title: "no identity at all",
      change: (valid) => drop(valid, "shop", "emailIdentity"),
      type: type,
      name: "shop",
      says: /emailIdentity is not set/,
    },
    {
      title: "a key that nobody has chosen",
      change: (valid) => drop(valid, "shop", "dkimSigningAttributes"),
      type: type,
      name: "shop",
      says: /nextSigningKeyLength is not set/,
    },
    {
      title: "a short key",
      change: (valid) => set(valid, "shop", "dkimSigningAttributes.nextSigningKeyLength", "RSA_1024_BIT"),
      type: type,
      name: "shop",
      says: /is RSA_1024_BIT, wanted RSA_2048_BIT/,
    },
  ],
});
