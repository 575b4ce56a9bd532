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
  failing: [
    {
      title: "a table without the block",
      change: (valid) => drop(valid, "orders", "serverSideEncryption"),
      type: type,
      name: "orders",
      says: /serverSideEncryption.enabled is not set, wanted true/,
    },
    {
      title: "a block that is off",
      change: (valid) => set(valid, "orders", "serverSideEncryption.enabled", false),
      type: type,
      name: "orders",
      says: /serverSideEncryption.enabled is false/,
    },
    {
      title: "a block without a key",
      change: (valid) => drop(valid, "orders", "serverSideEncryption.kmsKeyArn"),
      type: type,
      name: "orders",
      says: /serverSideEncryption.kmsKeyArn is not set/,
    },
    {
      title: "DynamoDB's own key",
      change: (valid) =>
        set(valid, "orders", "serverSideEncryption.kmsKeyArn", "arn:aws:kms:eu-central-1:1:alias/aws/dynamodb"),
      type: type,
      name: "orders",
      says: /serverSideEncryption.kmsKeyArn is arn/,
    },
    {
      title: "a replica without a key",
      change: (valid) => set(valid, "orders", "replicas", [{ regionName: "eu-west-1" }]),
      type: type,
      name: "orders",
      says: /replicas.0.kmsKeyArn is not set/,
    },
  ],
});
