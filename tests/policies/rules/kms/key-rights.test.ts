import { keyPolicyKeepsAccountInCharge, keyRightsAreScoped } from "../../../../policies/rules/kms/key-rights";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, at, services, shop } from "../../../support/policies/shops/granted";
import { also, grant, policy, statement, types } from "../../../support/policies/shops/granted-parts";
import { administration, forService, keyWith, withStatements } from "../../../support/policies/shops/key-parts";

const service = forService("sns.amazonaws.com", ["kms:Decrypt"], {
  StringEquals: { "aws:SourceAccount": "123456789012" },
});

testRule(keyPolicyKeepsAccountInCharge, {
  valid: [keyWith(administration, service)],
  refuses: {
    "a policy without the account": [
      withStatements("key", service),
      /wanted a statement that allows kms:\* on \* to the account's root/,
    ],
    "an account that keeps less than everything": [
      withStatements("key", { ...administration, Action: ["kms:Describe*", "kms:Put*"] }),
      /policy is 1 statements/,
    ],
    "an account on a condition": [
      withStatements("key", {
        ...administration,
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      }),
      /policy is 1 statements/,
    ],
    "another account": [
      withStatements("key", administration, {
        ...administration,
        Principal: { AWS: "arn:aws:iam::210987654321:root" },
      }),
      /Principal is arn:aws:iam::210987654321:root/,
    ],
    "a role": [
      withStatements("key", administration, {
        ...administration,
        Principal: { AWS: "arn:aws:iam::123456789012:role/sender" },
        Action: "kms:Decrypt",
      }),
      /Principal is arn:aws:iam::123456789012:role/,
    ],
    everybody: [withStatements("key", administration, { ...administration, Principal: "*" }), /Principal is \*/],
    "everybody in a list": [
      withStatements("key", administration, {
        ...administration,
        Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] },
      }),
      /Principal is \*/,
    ],
    "a federation": [
      withStatements("key", administration, {
        ...administration,
        Principal: { Federated: "accounts.example.com" },
      }),
      /Principal is accounts/,
    ],
    "everything for a service": [
      withStatements("key", administration, { ...service, Action: "kms:*" }),
      /Action is \["kms:\*"\]/,
    ],
    "every service": [
      withStatements("key", administration, { ...service, Principal: { Service: "*.amazonaws.com" } }),
      /Principal is/,
    ],
    "actions of another service": [
      withStatements("key", administration, { ...service, Action: ["kms:Decrypt", "s3:GetObject"] }),
      /Action is \["s3:GetObject"\]/,
    ],
    "all but some actions": [
      withStatements("key", administration, { ...service, Action: undefined, NotAction: "kms:Delete*" }),
      /NotAction, NotResource or NotPrincipal is/,
    ],
    "all but some people": [
      withStatements("key", administration, {
        ...administration,
        Principal: undefined,
        NotPrincipal: { AWS: "arn:aws:iam::123456789012:user/x" },
      }),
      /NotPrincipal is/,
    ],
    "a resource that is not the key": [
      withStatements("key", administration, {
        ...service,
        Resource: "arn:aws:kms:eu-central-1:123456789012:key/2",
      }),
      /Resource is/,
    ],
    "a refusal that nobody can take back": [
      withStatements("key", administration, { ...administration, Effect: "Deny", Principal: "*" }),
      /Effect is Deny/,
    ],
  },
});

const name = "shop-sender-policy";
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const wanted = /Statement\[9\]\.Condition is .*, wanted StringEquals on kms:ViaService or/;

testRule(keyRightsAreScoped, {
  valid: shop,
  refuses: {
    "no condition": [statement(name, at.decrypt, { Condition: undefined }), wanted],
    "a condition of another kind": [
      statement(name, at.decrypt, when("StringEquals", "kms:CallerAccount", "123456789012")),
      wanted,
    ],
    "a pattern for all services": [
      statement(name, at.decrypt, when("StringLike", "kms:ViaService", "*.amazonaws.com")),
      wanted,
    ],
    "a service that may be missing": [
      statement(name, at.decrypt, when("StringEqualsIfExists", "kms:ViaService", services("sqs"))),
      wanted,
    ],
    "every key": [
      statement(name, at.decrypt, { Resource: "*" }),
      /Statement\[9\]\.Resource is \["\*"\], wanted the ARN of one key/,
    ],
    "every key of the account": [
      statement(name, at.decrypt, { Resource: arns.key.replace("key/1", "key/*") }),
      /key\/\*/,
    ],
    "an alias, which is no key": [
      statement(name, at.decrypt, { Resource: arns.key.replace("key/1", "alias/shop") }),
      /alias\/shop/,
    ],
    "an open statement beside the good ones": [
      also(name, grant("kms:Decrypt", arns.key)),
      /Statement\[11\]\.Condition/,
    ],
    "a managed policy": [
      (valid) => [
        ...valid,
        resource("aws:iam/policy:Policy", "open", { policy: policy(grant("kms:*", "*")) }),
        resource(types.attachment, "attached", {
          role: "shop-sender-role",
          policyArn: "arn:aws:test:eu-central-1:123456789012:Policy/open",
        }),
      ],
      "open",
      /Statement\[0\]\.Resource is/,
    ],
  },
});
