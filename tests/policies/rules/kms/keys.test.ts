import {
  keyIsInUse,
  keyIsSymmetricAndRegional,
  keyKeepsLockoutCheck,
  keyRotates,
  keysBelongToStack,
  keyWaitsBeforeDeletion,
} from "../../../../policies/rules/kms/keys";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { administration, keyWith } from "../../../support/policies/shops/key-parts";

const keyType = "aws:kms/key:Key";

testRule(keyIsInUse, {
  valid: [
    resource(keyType, "shop", {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "x", Action: "kms:*", Resource: "*" }] }),
    }),
  ],
  refuses: {
    "a key without a policy": [drop("shop", "policy"), /policy is not set/],
    "a policy without statements": [set("shop", "policy", '{"Statement":[]}'), /wanted a policy with statements/],
    "a policy that cannot be read": [set("shop", "policy", "{"), /policy is \{/],
    "a disabled key": [set("shop", "isEnabled", false), /isEnabled is false/],
  },
});

const key = "aws:kms/key:Key";

testRule(keyIsSymmetricAndRegional, {
  valid: [resource(key, "shop", { enableKeyRotation: true })],
  refuses: {
    "a key of two halves": [
      set("shop", "customerMasterKeySpec", "RSA_4096"),
      /customerMasterKeySpec is RSA_4096, wanted SYMMETRIC_DEFAULT/,
    ],
    "a key that signs": [set("shop", "keyUsage", "SIGN_VERIFY"), /keyUsage is SIGN_VERIFY/],
    "a key that can be copied to other regions": [
      set("shop", "multiRegion", true),
      /multiRegion is true, wanted false/,
    ],
  },
});

testRule(keyKeepsLockoutCheck, {
  valid: [resource(keyType, "shop", { bypassPolicyLockoutSafetyCheck: false }), resource(keyType, "other")],
  refuses: {
    "a key without the check": [
      set("shop", "bypassPolicyLockoutSafetyCheck", true),
      /bypassPolicyLockoutSafetyCheck is true/,
    ],
  },
});

testRule(keyRotates, {
  valid: [resource(keyType, "shop", { enableKeyRotation: true, rotationPeriodInDays: 365 })],
  passes: {
    "a key that KMS cannot rotate": [resource(keyType, "signing", { customerMasterKeySpec: "RSA_4096" })],
    "KMS's own period": [resource(keyType, "shop", { enableKeyRotation: true })],
  },
  refuses: {
    "a key that says nothing": [drop("shop", "enableKeyRotation"), /enableKeyRotation is not set, wanted true/],
    "a key that is not rotated": [set("shop", "enableKeyRotation", false), /enableKeyRotation is false/],
    "a day more than a year": [
      set("shop", "rotationPeriodInDays", 366),
      /rotationPeriodInDays is 366, wanted at most 365/,
    ],
  },
});

testRule(keyWaitsBeforeDeletion, {
  valid: [resource(keyType, "shop", { deletionWindowInDays: 30 }), resource(keyType, "silent")],
  refuses: {
    "a day less than a month": [
      set("shop", "deletionWindowInDays", 29),
      /deletionWindowInDays is 29, wanted at least 30/,
    ],
  },
});

const queue = "aws:sqs/queue:Queue";
const alias = "aws:kms/alias:Alias";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const keysKey = keyWith(administration);
const rules = (kmsMasterKeyId: unknown) => [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId } }];

testRule(keysBelongToStack, {
  valid: [
    keysKey,
    resource(alias, "shop-key", { name: "alias/shop-key", targetKeyId: "1" }),
    resource(queue, "mails", { kmsMasterKeyId: keysKey.state.arn }),
    resource(queue, "orders", { kmsMasterKeyId: "alias/shop-key" }),
    resource(encryption, "by-key", { rules: rules(keysKey.state.arn) }),
  ],
  refuses: {
    "a mistyped ARN": [
      set("mails", "kmsMasterKeyId", `${String(keysKey.state.arn)}x`),
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
