import { bucketsExpire } from "../../../../policies/rules/cost/buckets-expire";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

testRule(bucketsExpire, {
  valid: [
    resource(bucket, "records", { bucket: "records" }),
    resource("aws:cloudtrail/trail:Trail", "audit", { s3BucketName: "records" }),
    resource(lifecycle, "expiry", {
      bucket: "records",
      rules: [
        {
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: 365 },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    }),
  ],
  passes: {
    "a bucket to which no trail writes and that keeps its objects": [
      resource(bucket, "state", { bucket: "state" }),
      resource(lifecycle, "history", {
        bucket: "state",
        rules: [
          {
            status: "Enabled",
            noncurrentVersionExpiration: { noncurrentDays: 90 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      }),
    ],
  },
  refuses: {
    "a bucket without a lifecycle": [without("expiry"), "records", /noncurrentDays is not set/],
    "a rule that is off": [set("expiry", "rules.0.status", "Disabled"), /noncurrentDays is not set/],
    "a rule for some objects": [set("expiry", "rules.0.filter.prefix", "some/"), /noncurrentDays is not set/],
    "versions for ever": [drop("expiry", "rules.0.noncurrentVersionExpiration"), /noncurrentDays is not set/],
    "unfinished uploads for ever": [
      drop("expiry", "rules.0.abortIncompleteMultipartUpload"),
      /daysAfterInitiation is not set/,
    ],
    "a trail's records for ever": [drop("expiry", "rules.0.expiration"), /expiration.days is not set/],
  },
});
