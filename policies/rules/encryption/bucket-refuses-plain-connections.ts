import { stackRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";
import { bucketSettings, bucketType } from "./buckets/settings";
import { refusesPlain } from "./tls/refusal";

const actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:PutBucketPolicy"];

export const bucketRefusesPlainConnections = stackRule({
  name: "bucket-refuses-plain-connections",
  concern: "encryption",
  description: "Buckets refuse every call without TLS.",
  rationale: "S3's endpoints take plain HTTP as well: what is read or written by it can be read on the way.",
  remediation:
    "Give the bucket a BucketPolicy that denies s3:* on it and on its objects to * where aws:SecureTransport is false.",
  controls: ["s3.tls"],
  severity: "medium",
  async check(stack, { each, report }) {
    const policies = bucketSettings(stack, "aws:s3/bucketPolicy:BucketPolicy");
    await each(stack.ofType(bucketType), (bucket) => {
      const arn = bucket.text("arn") ?? "*";
      const statements = policies.of(bucket).flatMap((policy) => statementsIn(policy, "policy") ?? []);
      if (refusesPlain(statements, actions, [arn, `${arn}/any`])) return;
      report(bucket, "policy", "no such statement", "a refusal of s3:* without TLS");
    });
  },
});
