import { bucketKeepsItsObjects } from "../../../../policies/rules/encryption/bucket-keeps-its-objects";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";

testRule(bucketKeepsItsObjects, {
  valid: [resource(bucket, "records", { forceDestroy: false }), resource(bucket, "plain")],
  failing: [
    {
      title: "a bucket that is emptied with its stack",
      change: (valid) => set(valid, "records", "forceDestroy", true),
      type: bucket,
      name: "records",
      says: /forceDestroy is true, wanted false/,
    },
  ],
});
