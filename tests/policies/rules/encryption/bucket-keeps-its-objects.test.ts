import { bucketKeepsItsObjects } from "../../../../policies/rules/encryption/bucket-keeps-its-objects";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";

testRule(bucketKeepsItsObjects, {
  valid: [resource(bucket, "records", { forceDestroy: false }), resource(bucket, "plain")],
  refuses: {
    "a bucket that is emptied with its stack": [
      set("records", "forceDestroy", true),
      /forceDestroy is true, wanted false/,
    ],
  },
});
