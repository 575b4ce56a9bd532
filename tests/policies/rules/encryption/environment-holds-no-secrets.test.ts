import { expect } from "chai";
import { environmentHoldsNoSecrets } from "../../../../policies/rules/encryption/environment-holds-no-secrets";
import { resource, set } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/function:Function";
// Put together here, so that no scanner takes these examples for secrets.
const glued = (...parts: readonly string[]) => parts.join("");
const random = glued("q7Rt2LmX9vB4", "kZp8WsY3nHd6", "Jf1CgT5aQeU0");
// How Pulumi marks a text that is not known before deployment.
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const variables = {
  QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/confirmations-feedback-dead-letters-prod",
  TABLE_NAME: "confirmations-deliveries-prod",
  AUTH_ISSUER: "https://login.example.com/",
  MAIL_SECRET: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mail-Ab12Cd",
  TOKEN_SECONDS: "30",
  WEBHOOK_CIPHERTEXT: "aB3/".repeat(20),
};

testRule(environmentHoldsNoSecrets, {
  valid: [resource(type, "sender", { environment: { variables } }), resource(type, "bare")],
  passing: [
    {
      title: "values that a preview does not know yet",
      resources: [
        resource(type, "sender", { environment: { variables: { WEBHOOK_CIPHERTEXT: unknown, QUEUE_URL: unknown } } }),
      ],
    },
  ],
  failing: [
    {
      title: "a secret of the stack that was passed as it is",
      change: (valid) => set(valid, "sender", "environment.variables.ROOM", "[secret]"),
      type,
      name: "sender",
      says: /ROOM is a secret of the stack/,
    },
    {
      title: "an access key",
      change: (valid) => set(valid, "sender", "environment.variables.PARTNER", glued("AKIA", "IOSFODNN7EXAMPLE")),
      type: type,
      name: "sender",
      says: /environment.variables.PARTNER is an AWS access key id/,
    },
    {
      title: "a private key",
      change: (valid) =>
        set(valid, "sender", "environment.variables.SIGNER", glued("-----BEGIN RSA ", "PRIVATE KEY-----")),
      type: type,
      name: "sender",
      says: /SIGNER is a private key/,
    },
    {
      title: "a token",
      change: (valid) =>
        set(
          valid,
          "sender",
          "environment.variables.PARTNER",
          glued("eyJhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiIxMjM0In0", ".abc"),
        ),
      type: type,
      name: "sender",
      says: /PARTNER is a JSON web token/,
    },
    {
      title: "a token of GitHub",
      change: (valid) => set(valid, "sender", "environment.variables.PARTNER", glued("ghp_", "a".repeat(36))),
      type: type,
      name: "sender",
      says: /PARTNER is a GitHub token/,
    },
    {
      title: "a chat room's address",
      change: (valid) => set(valid, "sender", "environment.variables.ROOM", "https://hooks.slack.com/services/T0/B0/x"),
      type: type,
      name: "sender",
      says: /ROOM is a chat room's webhook/,
    },
    {
      title: "an address with a password",
      change: (valid) =>
        set(
          valid,
          "sender",
          "environment.variables.DATABASE",
          glued("postgres://shop:", "letmein@db.example.com/shop"),
        ),
      type: type,
      name: "sender",
      says: /DATABASE is a URL with a password/,
    },
    {
      title: "a password by its name",
      change: (valid) => set(valid, "sender", "environment.variables.SMTP_PASSWORD", "letmein"),
      type: type,
      name: "sender",
      says: /SMTP_PASSWORD is what its name calls a secret/,
    },
    {
      title: "an API key by its name",
      change: (valid) => set(valid, "sender", "environment.variables.CARRIER_API_KEY", "shop-17"),
      type: type,
      name: "sender",
      says: /CARRIER_API_KEY is what its name/,
    },
    {
      title: "a text that looks random",
      change: (valid) => set(valid, "sender", "environment.variables.PARTNER", random),
      type: type,
      name: "sender",
      says: /PARTNER is a text that looks random/,
    },
    {
      title: "a long hexadecimal text",
      change: (valid) => set(valid, "sender", "environment.variables.PARTNER", "0f".repeat(16)),
      type: type,
      name: "sender",
      says: /PARTNER is a text that looks random/,
    },
    {
      title: "plain text that is called ciphertext",
      change: (valid) =>
        set(valid, "sender", "environment.variables.WEBHOOK_CIPHERTEXT", "https://chat.example.com/room"),
      type: type,
      name: "sender",
      says: /WEBHOOK_CIPHERTEXT is something that is no ciphertext/,
    },
  ],
});

describe("rule environment-holds-no-secrets in a preview", () => {
  it("cannot decide about a value that is not known yet and whose name promises a secret", async () => {
    const lambda = resource(type, "sender", { environment: { variables: { SMTP_PASSWORD: unknown } } });

    const found = await judge(environmentHoldsNoSecrets, [lambda]);

    expect(found.map(({ level }) => level)).to.deep.equal(["advisory"]);
    expect(found[0]?.message).to.match(
      /could not decide about 'sender': environment.variables.SMTP_PASSWORD is not known/,
    );
  });
});
