import { stackRule } from "../../engine/define";
import { bucketSettings, bucketType } from "./buckets/settings";
import { isCustomerKey } from "./keys/customer-key";

const encryptionType = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const bucketEncryptedByCustomerKey = stackRule({
  name: "bucket-encrypted-by-customer-key",
  concern: "encryption",
  title: "Buckets encrypt everything by a customer-managed key.",
  why: "Without a configuration of its own a bucket encrypts by S3's keys, which everybody decrypts by who may read the object.",
  mend: "Declare a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId, the stack's key.",
  controls: ["s3.key"],
  severity: "high",
  async check(stack, { each, report }) {
    const encryptions = bucketSettings(stack, encryptionType);
    await each(stack.ofType(bucketType), (bucket) => {
      if (encryptions.of(bucket).length > 0) return;
      report({ subject: bucket, property: "encryption", found: undefined, wanted: "a configuration of its own" });
    });
    await each(stack.ofType(encryptionType), (subject) => {
      const rules = subject.list("rules");
      if (rules.length === 0) report({ subject, property: "rules", found: undefined, wanted: "a rule" });
      for (const index of rules.keys()) {
        const path = `rules.${index}.applyServerSideEncryptionByDefault`;
        const algorithm = subject.text(`${path}.sseAlgorithm`);
        if (algorithm !== "aws:kms" && algorithm !== "aws:kms:dsse") {
          report({ subject, property: `${path}.sseAlgorithm`, found: algorithm, wanted: "aws:kms" });
        }
        const key = subject.text(`${path}.kmsMasterKeyId`);
        if (!isCustomerKey(key)) {
          report({ subject, property: `${path}.kmsMasterKeyId`, found: key, wanted: "a customer-managed key" });
        }
      }
      if (stack.named(subject, "bucket", bucketType).length === 0) {
        report({ subject, property: "bucket", found: subject.text("bucket"), wanted: "a bucket of this stack" });
      }
    });
  },
});
