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
  refuses: {
    "a bucket without versioning": [
      without("versions"),
      "records",
      /versioningConfiguration.status is not set, wanted Enabled/,
    ],
    "versioning that is suspended": [
      set("versions", "versioningConfiguration.status", "Suspended"),
      "records",
      /is Suspended/,
    ],
    "versioning of another bucket": [set("versions", "bucket", "others"), "records", /is not set/],
  },
});
