import { keyPolicyKeepsAccountInCharge } from "../../../../policies/rules/encryption/key-policy-keeps-account-in-charge";
import { testRule } from "../../../support/policies/rule-cases";
import { administration, forService, keyType, keyWith, withStatements } from "./key-fixtures";

const service = forService("sns.amazonaws.com", ["kms:Decrypt"], {
  StringEquals: { "aws:SourceAccount": "123456789012" },
});

testRule(keyPolicyKeepsAccountInCharge, {
  valid: [keyWith(administration, service)],
  failing: [
    {
      title: "a policy without the account",
      change: (valid) => withStatements(valid, "key", service),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows kms:\* on \* to the account's root/,
    },
    {
      title: "an account that keeps less than everything",
      change: (valid) => withStatements(valid, "key", { ...administration, Action: ["kms:Describe*", "kms:Put*"] }),
      type: keyType,
      name: "key",
      says: /policy is 1 statements/,
    },
    {
      title: "an account on a condition",
      change: (valid) =>
        withStatements(valid, "key", {
          ...administration,
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        }),
      type: keyType,
      name: "key",
      says: /policy is 1 statements/,
    },
    {
      title: "another account",
      change: (valid) =>
        withStatements(valid, "key", administration, {
          ...administration,
          Principal: { AWS: "arn:aws:iam::210987654321:root" },
        }),
      type: keyType,
      name: "key",
      says: /Principal is arn:aws:iam::210987654321:root/,
    },
    {
      title: "a role",
      change: (valid) =>
        withStatements(valid, "key", administration, {
          ...administration,
          Principal: { AWS: "arn:aws:iam::123456789012:role/sender" },
          Action: "kms:Decrypt",
        }),
      type: keyType,
      name: "key",
      says: /Principal is arn:aws:iam::123456789012:role/,
    },
    {
      title: "everybody",
      change: (valid) => withStatements(valid, "key", administration, { ...administration, Principal: "*" }),
      type: keyType,
      name: "key",
      says: /Principal is \*/,
    },
    {
      title: "everybody in a list",
      change: (valid) =>
        withStatements(valid, "key", administration, {
          ...administration,
          Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] },
        }),
      type: keyType,
      name: "key",
      says: /Principal is \*/,
    },
    {
      title: "a federation",
      change: (valid) =>
        withStatements(valid, "key", administration, {
          ...administration,
          Principal: { Federated: "accounts.example.com" },
        }),
      type: keyType,
      name: "key",
      says: /Principal is accounts/,
    },
    {
      title: "everything for a service",
      change: (valid) => withStatements(valid, "key", administration, { ...service, Action: "kms:*" }),
      type: keyType,
      name: "key",
      says: /Action is \["kms:\*"\]/,
    },
    {
      title: "every service",
      change: (valid) =>
        withStatements(valid, "key", administration, { ...service, Principal: { Service: "*.amazonaws.com" } }),
      type: keyType,
      name: "key",
      says: /Principal is/,
    },
    {
      title: "actions of another service",
      change: (valid) =>
        withStatements(valid, "key", administration, { ...service, Action: ["kms:Decrypt", "s3:GetObject"] }),
      type: keyType,
      name: "key",
      says: /Action is \["s3:GetObject"\]/,
    },
    {
      title: "all but some actions",
      change: (valid) =>
        withStatements(valid, "key", administration, { ...service, Action: undefined, NotAction: "kms:Delete*" }),
      type: keyType,
      name: "key",
      says: /NotAction, NotResource or NotPrincipal is/,
    },
    {
      title: "all but some people",
      change: (valid) =>
        withStatements(valid, "key", administration, {
          ...administration,
          Principal: undefined,
          NotPrincipal: { AWS: "arn:aws:iam::123456789012:user/x" },
        }),
      type: keyType,
      name: "key",
      says: /NotPrincipal is/,
    },
    {
      title: "a resource that is not the key",
      change: (valid) =>
        withStatements(valid, "key", administration, {
          ...service,
          Resource: "arn:aws:kms:eu-central-1:123456789012:key/2",
        }),
      type: keyType,
      name: "key",
      says: /Resource is/,
    },
    {
      title: "a refusal that nobody can take back",
      change: (valid) =>
        withStatements(valid, "key", administration, { ...administration, Effect: "Deny", Principal: "*" }),
      type: keyType,
      name: "key",
      says: /Effect is Deny/,
    },
  ],
});
