import { bucketSettingsNameABucket } from "../../../../policies/rules/network/bucket-settings-name-a-bucket";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";

testRule(bucketSettingsNameABucket, {
  valid: [resource(bucket, "records", { bucket: "records" }), resource(versioning, "versions", { bucket: "records" })],
  failing: [
    {
      title: "a bucket that is not there",
      change: (valid) => set(valid, "versions", "bucket", "recordsx"),
      type: versioning,
      name: "versions",
      says: /bucket is recordsx, wanted a bucket of this stack/,
    },
    {
      title: "no bucket",
      change: (valid) => drop(valid, "versions", "bucket"),
      type: versioning,
      name: "versions",
      says: /bucket is not set/,
    },
  ],
});
