import { functionUsesItsKeyRights, functionUsesWhatItHas } from "../../../../policies/rules/iam/used-grants";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, at, services, shop } from "../../../support/policies/shops/granted";
import { also, grant, statement } from "../../../support/policies/shops/granted-parts";

const name = "shop-sender-policy";

testRule(functionUsesWhatItHas, {
  valid: shop,
  refuses: {
    "a table that the function's environment does not name": [
      drop("shop-sender", "environment.variables.TABLE"),
      "shop-sender-policy",
      /policy\.Statement\[4\] is dynamodb:GetItem, dynamodb:Query on .*table\/shop-table/,
    ],
    "one resource more in a list": [
      statement(name, at.errors, { Resource: [arns.errors, arns.queue] }),
      /dynamodb:PutItem on .*shop-queue/,
    ],
    "something outside the stack": [
      also(name, grant("s3:GetObject", "arn:aws:s3:::elsewhere/*")),
      /s3:GetObject on arn:aws:s3:::elsewhere/,
    ],
    "polling a queue that no mapping reads": [without("shop-mapping"), "shop-sender-policy", /sqs:ReceiveMessage/],
    "sending to its own queue": [also(name, grant("sqs:SendMessage", arns.queue)), /sqs:SendMessage on .*shop-queue/],
    "an index that the table does not have": [
      statement(name, at.table, { Resource: [arns.table, `${arns.table}/index/ByName`] }),
      /index\/ByName/,
    ],
    "one action more in a list": [
      statement(name, at.errors, { Action: ["dynamodb:PutItem", "sqs:SendMessage"] }),
      /is sqs:SendMessage on .*monitoring-errors/,
    ],
    "a queue by another name": [statement(name, at.send, { Resource: `${arns.deadLetters}-2` }), /shop-dead-letters-2/],
    "traces of a function that is not traced": [
      set("shop-sender", "tracingConfig.mode", "PassThrough"),
      "shop-sender-policy",
      /xray:PutTelemetryRecords, xray:PutTraceSegments on \*/,
    ],
    "email without an address to send from": [
      drop("shop-sender", "environment.variables.SENDER"),
      "shop-sender-policy",
      /ses:SendEmail on .*identity\/example\.com/,
    ],
    "a right that a policy inside the role adds": [
      set("shop-sender-role", "inlinePolicies", [
        { name: "more", policy: JSON.stringify({ Version: "2012-10-17", Statement: [grant("sns:Publish", "*")] }) },
      ]),
      /inlinePolicies\.0\.policy\.Statement\[0\] is sns:Publish on \*/,
    ],
    "a table and all that begin like it": [
      statement(name, at.errors, { Resource: `${arns.errors}*` }),
      /monitoring-errors\*/,
    ],
    "putting messages off in a queue whose address it does not know": [
      drop("shop-sender", "environment.variables.QUEUE_URL"),
      "shop-sender-policy",
      /is sqs:ChangeMessageVisibility on/,
    ],
  },
});

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
