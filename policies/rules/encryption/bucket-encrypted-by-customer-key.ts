import { stackRule } from "../../engine/define";
import { bucketSettings, bucketType } from "./buckets/settings";
import { isCustomerKey } from "./keys/customer-key";

const encryptionType = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const bucketEncryptedByCustomerKey = stackRule({
  name: "bucket-encrypted-by-customer-key",
  concern: "encryption",
  description: "Buckets encrypt everything by a customer-managed key.",
  rationale:
    "Without a configuration of its own a bucket encrypts by S3's keys, which everybody decrypts by who may read the object.",
  remediation:
    "Declare a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId, the stack's key.",
  controls: ["s3.key"],
  severity: "high",
  async check(stack, { each, report }) {
    const encryptions = bucketSettings(stack, encryptionType);
    await each(stack.ofType(bucketType), (bucket) => {
      if (encryptions.of(bucket).length > 0) return;
      report(bucket, "encryption", undefined, "a configuration of its own");
    });
    await each(stack.ofType(encryptionType), (resource) => {
      const rules = resource.list("rules");
      if (rules.length === 0) report(resource, "rules", undefined, "a rule");
      for (const index of rules.keys()) {
        const path = `rules.${index}.applyServerSideEncryptionByDefault`;
        const algorithm = resource.text(`${path}.sseAlgorithm`);
        if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse") {
          report(resource, `${path}.sseAlgorithm`, algorithm, "aws:kms");
        }
        const key = resource.text(`${path}.kmsMasterKeyId`);
        if (!isCustomerKey(key)) {
          report(resource, `${path}.kmsMasterKeyId`, key, "a customer-managed key");
        }
      }
      if (stack.named(resource, "bucket", bucketType).length === 0) {
        report(resource, "bucket", resource.text("bucket"), "a bucket of this stack");
      }
    });
  },
});
