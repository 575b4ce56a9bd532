import { bucketSettingsNameABucket } from "../../../../policies/rules/network/bucket-settings-name-a-bucket";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";

testRule(bucketSettingsNameABucket, {
  valid: [resource(bucket, "records", { bucket: "records" }), resource(versioning, "versions", { bucket: "records" })],
  refuses: {
    "a bucket that is not there": [
      set("versions", "bucket", "recordsx"),
      /bucket is recordsx, wanted a bucket of this stack/,
    ],
    "no bucket": [drop("versions", "bucket"), /bucket is not set/],
  },
});
