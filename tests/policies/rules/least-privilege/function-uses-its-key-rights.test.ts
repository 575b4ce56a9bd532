import { functionUsesItsKeyRights } from "../../../../policies/rules/least-privilege/function-uses-its-key-rights";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, statement } from "./fixture";
import { arns, at, services, shop } from "./shop";

const name = "shop-sender-policy";
const via = (...names: readonly string[]) => ({
  Condition: { StringEquals: { "kms:ViaService": services(...names) } },
});
const inContext = (value: string) => ({ Condition: { StringEquals: { "kms:EncryptionContext:secret": value } } });

const secret = [
  ...set("shop-sender", "environment.variables.SECRET", "Y2lwaGVy")(shop),
  resource("aws:kms/ciphertext:Ciphertext", "shop-secret", {
    keyId: arns.key,
    ciphertextBlob: "Y2lwaGVy",
    context: { secret: "shop-webhook" },
  }),
];
const opening = also(name, grant("kms:Decrypt", arns.key, inContext("shop-webhook")))(secret);

testRule(functionUsesItsKeyRights, {
  valid: opening,
  refuses: {
    "one service more": [
      statement(name, at.decrypt, via("dynamodb", "secretsmanager", "sns", "sqs")),
      /kms:Decrypt with kms:ViaService of secretsmanager\.eu-central-1/,
    ],
    "writing where it only reads": [
      statement(name, at.dataKey, via("dynamodb", "sns", "sqs")),
      /kms:GenerateDataKey with kms:ViaService of dynamodb/,
    ],
    "another key": [
      statement(name, at.decrypt, { Resource: [arns.key, `${arns.key}2`] }),
      /kms:Decrypt with .*key\/12/,
    ],
    "the environment of another function": [
      statement(name, at.environment, {
        Condition: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": `${arns.sender}-2` } },
      }),
      /FunctionArn of .*shop-sender-2/,
    ],
    "the key of an environment that is not encrypted by it": [
      drop("shop-sender", "kmsKeyArn"),
      "shop-sender-policy",
      /kms:EncryptionContext:aws:lambda:FunctionArn of .*shop-sender/,
    ],
    "a secret that the function does not hold": [
      drop("shop-sender", "environment.variables.SECRET"),
      "shop-sender-policy",
      /kms:EncryptionContext:secret of shop-webhook/,
    ],
    "another secret": [statement(name, 11, inContext("shop-other")), /kms:EncryptionContext:secret of shop-other/],
    "a host that is none": [
      statement(name, at.dataKey, {
        Condition: {
          StringEquals: { "kms:ViaService": [...services("sns"), "sqs.eu-central-1.amazonaws.com.example"] },
        },
      }),
      /amazonaws\.com\.example/,
    ],
  },
});
