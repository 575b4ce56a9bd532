import { expect } from "chai";
import { environmentFitsLambda, environmentHoldsNoSecrets } from "../../../../policies/rules/lambda/environment";
import { resource, set } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { t } from "../../../support/policies/shops/wired-parts";

const variables = { LOG_LEVEL: "INFO", AUTH_ISSUER: "https://login.example.com/", QUEUE_URL: "https://sqs.example/q" };
const having = (name: string, value: string) => set("sender", `environment.variables.${name}`, value);

testRule(environmentFitsLambda, {
  valid: [resource(t.function, "sender", { environment: { variables } }), resource(t.function, "bare")],
  refuses: {
    "a name that Lambda keeps": [having("AWS_REGION", "eu-central-1"), /AWS_REGION is reserved/],
    "connections that are not checked": [having("NODE_TLS_REJECT_UNAUTHORIZED", "0"), /REJECT_UNAUTHORIZED is 0/],
    "a debugger": [having("NODE_OPTIONS", "--inspect=0.0.0.0"), /NODE_OPTIONS is --inspect/],
    "a plain address": [
      having("AUTH_ISSUER", "http://localhost:8080/"),
      /AUTH_ISSUER is http:.*wanted an https address/,
    ],
    "debug lines": [having("LOG_LEVEL", "DEBUG"), /LOG_LEVEL is DEBUG, wanted INFO or WARN or ERROR/],
    "more than 4 KB": [
      having("TEMPLATE", "x".repeat(4_096)),
      /environment.variables is \d+ bytes, wanted at most 4096/,
    ],
  },
});

const functionType = "aws:lambda/function:Function";
// Put together here, so that no scanner takes these examples for secrets.
const glued = (...parts: readonly string[]) => parts.join("");
const random = glued("q7Rt2LmX9vB4", "kZp8WsY3nHd6", "Jf1CgT5aQeU0");
// How Pulumi marks a text that is not known before deployment.
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const environmentVariables = {
  QUEUE_URL: "https://sqs.eu-central-1.amazonaws.com/123456789012/confirmations-feedback-dead-letters-prod",
  TABLE_NAME: "confirmations-deliveries-prod",
  AUTH_ISSUER: "https://login.example.com/",
  MAIL_SECRET: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mail-Ab12Cd",
  TOKEN_SECONDS: "30",
  WEBHOOK_CIPHERTEXT: "aB3/".repeat(20),
};

testRule(environmentHoldsNoSecrets, {
  valid: [
    resource(functionType, "sender", { environment: { variables: environmentVariables } }),
    resource(functionType, "bare"),
  ],
  passes: {
    "values that a preview does not know yet": [
      resource(functionType, "sender", {
        environment: { variables: { WEBHOOK_CIPHERTEXT: unknown, QUEUE_URL: unknown } },
      }),
    ],
  },
  refuses: {
    "a secret of the stack that was passed as it is": [
      set("sender", "environment.variables.ROOM", "[secret]"),
      /ROOM is a secret of the stack/,
    ],
    "an access key": [
      set("sender", "environment.variables.PARTNER", glued("AKIA", "IOSFODNN7EXAMPLE")),
      /environment.variables.PARTNER is an AWS access key id/,
    ],
    "a private key": [
      set("sender", "environment.variables.SIGNER", glued("-----BEGIN RSA ", "PRIVATE KEY-----")),
      /SIGNER is a private key/,
    ],
    "a token": [
      set("sender", "environment.variables.PARTNER", glued("eyJhbGciOiJIUzI1NiJ9", ".", "eyJzdWIiOiIxMjM0In0", ".abc")),
      /PARTNER is a JSON web token/,
    ],
    "a token of GitHub": [
      set("sender", "environment.variables.PARTNER", glued("ghp_", "a".repeat(36))),
      /PARTNER is a GitHub token/,
    ],
    "a chat room's address": [
      set("sender", "environment.variables.ROOM", "https://hooks.slack.com/services/T0/B0/x"),
      /ROOM is a chat room's webhook/,
    ],
    "an address with a password": [
      set("sender", "environment.variables.DATABASE", glued("postgres://shop:", "letmein@db.example.com/shop")),
      /DATABASE is a URL with a password/,
    ],
    "a password by its name": [
      set("sender", "environment.variables.SMTP_PASSWORD", "letmein"),
      /SMTP_PASSWORD is what its name calls a secret/,
    ],
    "an API key by its name": [
      set("sender", "environment.variables.CARRIER_API_KEY", "shop-17"),
      /CARRIER_API_KEY is what its name/,
    ],
    "a text that looks random": [
      set("sender", "environment.variables.PARTNER", random),
      /PARTNER is a text that looks random/,
    ],
    "a long hexadecimal text": [
      set("sender", "environment.variables.PARTNER", "0f".repeat(16)),
      /PARTNER is a text that looks random/,
    ],
    "plain text that is called ciphertext": [
      set("sender", "environment.variables.WEBHOOK_CIPHERTEXT", "https://chat.example.com/room"),
      /WEBHOOK_CIPHERTEXT is something that is no ciphertext/,
    ],
  },
});

describe("rule environment-holds-no-secrets in a preview", () => {
  it("cannot decide about a value that is not known yet and whose name promises a secret", async () => {
    const lambda = resource(functionType, "sender", { environment: { variables: { SMTP_PASSWORD: unknown } } });

    const found = await judge(environmentHoldsNoSecrets, [lambda]);

    expect(found.map(({ level }) => level)).to.deep.equal(["advisory"]);
    expect(found[0]?.message).to.match(
      /could not decide about 'sender': environment.variables.SMTP_PASSWORD is not known/,
    );
  });
});
