import { tableEncryptedByCustomerKey } from "../../../../policies/rules/encryption/table-encrypted-by-customer-key";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:dynamodb/table:Table";
const key = "arn:aws:kms:eu-central-1:123456789012:key/1";

testRule(tableEncryptedByCustomerKey, {
  valid: [
    resource(type, "orders", {
      serverSideEncryption: { enabled: true, kmsKeyArn: key },
      replicas: [{ regionName: "eu-west-1", kmsKeyArn: key }],
    }),
  ],
  refuses: {
    "a table without the block": [
      drop("orders", "serverSideEncryption"),
      /serverSideEncryption.enabled is not set, wanted true/,
    ],
    "a block that is off": [
      set("orders", "serverSideEncryption.enabled", false),
      /serverSideEncryption.enabled is false/,
    ],
    "a block without a key": [
      drop("orders", "serverSideEncryption.kmsKeyArn"),
      /serverSideEncryption.kmsKeyArn is not set/,
    ],
    "DynamoDB's own key": [
      set("orders", "serverSideEncryption.kmsKeyArn", "arn:aws:kms:eu-central-1:1:alias/aws/dynamodb"),
      /serverSideEncryption.kmsKeyArn is arn/,
    ],
    "a replica without a key": [
      set("orders", "replicas", [{ regionName: "eu-west-1" }]),
      /replicas.0.kmsKeyArn is not set/,
    ],
  },
});
