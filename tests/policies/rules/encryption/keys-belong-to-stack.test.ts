import { keysBelongToStack } from "../../../../policies/rules/encryption/keys-belong-to-stack";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { administration, keyWith } from "./key-fixtures";

const queue = "aws:sqs/queue:Queue";
const alias = "aws:kms/alias:Alias";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const key = keyWith(administration);
const rules = (kmsMasterKeyId: unknown) => [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId } }];

testRule(keysBelongToStack, {
  valid: [
    key,
    resource(alias, "shop-key", { name: "alias/shop-key", targetKeyId: "1" }),
    resource(queue, "mails", { kmsMasterKeyId: key.state.arn }),
    resource(queue, "orders", { kmsMasterKeyId: "alias/shop-key" }),
    resource(encryption, "by-key", { rules: rules(key.state.arn) }),
  ],
  failing: [
    {
      title: "a mistyped ARN",
      change: (valid) => set(valid, "mails", "kmsMasterKeyId", `${String(key.state.arn)}x`),
      type: queue,
      name: "mails",
      says: /kmsMasterKeyId is arn:.*x, wanted a key of this stack/,
    },
    {
      title: "a key of another account",
      change: (valid) => set(valid, "mails", "kmsMasterKeyId", "arn:aws:kms:eu-central-1:210987654321:key/1"),
      type: queue,
      name: "mails",
      says: /wanted a key of this stack/,
    },
    {
      title: "an alias that is not there",
      change: (valid) => without(valid, "shop-key"),
      type: queue,
      name: "orders",
      says: /kmsMasterKeyId is alias/,
    },
    {
      title: "a bucket's foreign key",
      change: (valid) => set(valid, "by-key", "rules", rules("arn:aws:kms:eu-central-1:123456789012:key/2")),
      type: encryption,
      name: "by-key",
      says: /rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId is arn/,
    },
    {
      title: "an alias of nothing",
      change: (valid) => drop(valid, "shop-key", "targetKeyId"),
      type: alias,
      name: "shop-key",
      says: /targetKeyId is not set/,
    },
  ],
});
