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
  refuses: {
    "a mistyped ARN": [
      set("mails", "kmsMasterKeyId", `${String(key.state.arn)}x`),
      /kmsMasterKeyId is arn:.*x, wanted a key of this stack/,
    ],
    "a key of another account": [
      set("mails", "kmsMasterKeyId", "arn:aws:kms:eu-central-1:210987654321:key/1"),
      /wanted a key of this stack/,
    ],
    "an alias that is not there": [without("shop-key"), "orders", /kmsMasterKeyId is alias/],
    "a bucket's foreign key": [
      set("by-key", "rules", rules("arn:aws:kms:eu-central-1:123456789012:key/2")),
      /rules.0.applyServerSideEncryptionByDefault.kmsMasterKeyId is arn/,
    ],
    "an alias of nothing": [drop("shop-key", "targetKeyId"), /targetKeyId is not set/],
  },
});
