import { bucketKeepsVersions } from "../../../../policies/rules/encryption/bucket-keeps-versions";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";

testRule(bucketKeepsVersions, {
  valid: [
    resource(bucket, "records", { bucket: "records" }),
    resource(versioning, "versions", { bucket: "records", versioningConfiguration: { status: "Enabled" } }),
  ],
  failing: [
    {
      title: "a bucket without versioning",
      change: (valid) => without(valid, "versions"),
      type: bucket,
      name: "records",
      says: /versioningConfiguration.status is not set, wanted Enabled/,
    },
    {
      title: "versioning that is suspended",
      change: (valid) => set(valid, "versions", "versioningConfiguration.status", "Suspended"),
      type: bucket,
      name: "records",
      says: /is Suspended/,
    },
    {
      title: "versioning of another bucket",
      change: (valid) => set(valid, "versions", "bucket", "others"),
      type: bucket,
      name: "records",
      says: /is not set/,
    },
  ],
});
