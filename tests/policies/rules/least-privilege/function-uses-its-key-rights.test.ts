import { functionUsesItsKeyRights } from "../../../../policies/rules/least-privilege/function-uses-its-key-rights";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, statement, types } from "./fixture";
import { arns, at, services, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const via = (...names: readonly string[]) => ({
  Condition: { StringEquals: { "kms:ViaService": services(...names) } },
});
const inContext = (value: string) => ({ Condition: { StringEquals: { "kms:EncryptionContext:secret": value } } });

const secret = [
  ...set(shop, "shop-sender", "environment.variables.SECRET", "Y2lwaGVy"),
  resource("aws:kms/ciphertext:Ciphertext", "shop-secret", {
    keyId: arns.key,
    ciphertextBlob: "Y2lwaGVy",
    context: { secret: "shop-webhook" },
  }),
];
const opening = also(secret, name, grant("kms:Decrypt", arns.key, inContext("shop-webhook")));

testRule(functionUsesItsKeyRights, {
  valid: opening,
  failing: [
    {
      title: "one service more",
      change: (valid) => statement(valid, name, at.decrypt, via("dynamodb", "secretsmanager", "sns", "sqs")),
      ...bearer,
      says: /kms:Decrypt with kms:ViaService of secretsmanager\.eu-central-1/,
    },
    {
      title: "writing where it only reads",
      change: (valid) => statement(valid, name, at.dataKey, via("dynamodb", "sns", "sqs")),
      ...bearer,
      says: /kms:GenerateDataKey with kms:ViaService of dynamodb/,
    },
    {
      title: "another key",
      change: (valid) => statement(valid, name, at.decrypt, { Resource: [arns.key, `${arns.key}2`] }),
      ...bearer,
      says: /kms:Decrypt with .*key\/12/,
    },
    {
      title: "the environment of another function",
      change: (valid) =>
        statement(valid, name, at.environment, {
          Condition: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": `${arns.sender}-2` } },
        }),
      ...bearer,
      says: /FunctionArn of .*shop-sender-2/,
    },
    {
      title: "the key of an environment that is not encrypted by it",
      change: (valid) => drop(valid, "shop-sender", "kmsKeyArn"),
      ...bearer,
      says: /kms:EncryptionContext:aws:lambda:FunctionArn of .*shop-sender/,
    },
    {
      title: "a secret that the function does not hold",
      change: (valid) => drop(valid, "shop-sender", "environment.variables.SECRET"),
      ...bearer,
      says: /kms:EncryptionContext:secret of shop-webhook/,
    },
    {
      title: "another secret",
      change: (valid) => statement(valid, name, 11, inContext("shop-other")),
      ...bearer,
      says: /kms:EncryptionContext:secret of shop-other/,
    },
    {
      title: "a host that is none",
      change: (valid) =>
        statement(valid, name, at.dataKey, {
          Condition: {
            StringEquals: { "kms:ViaService": [...services("sns"), "sqs.eu-central-1.amazonaws.com.example"] },
          },
        }),
      ...bearer,
      says: /amazonaws\.com\.example/,
    },
  ],
});
