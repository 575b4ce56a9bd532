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
  passing: [
    {
      title: "a bucket to which no trail writes and that keeps its objects",
      resources: [
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
  ],
  failing: [
    {
      title: "a bucket without a lifecycle",
      change: (valid) => without(valid, "expiry"),
      type: bucket,
      name: "records",
      says: /noncurrentDays is not set/,
    },
    {
      title: "a rule that is off",
      change: (valid) => set(valid, "expiry", "rules.0.status", "Disabled"),
      type: lifecycle,
      name: "expiry",
      says: /noncurrentDays is not set/,
    },
    {
      title: "a rule for some objects",
      change: (valid) => set(valid, "expiry", "rules.0.filter.prefix", "some/"),
      type: lifecycle,
      name: "expiry",
      says: /noncurrentDays is not set/,
    },
    {
      title: "versions for ever",
      change: (valid) => drop(valid, "expiry", "rules.0.noncurrentVersionExpiration"),
      type: lifecycle,
      name: "expiry",
      says: /noncurrentDays is not set/,
    },
    {
      title: "unfinished uploads for ever",
      change: (valid) => drop(valid, "expiry", "rules.0.abortIncompleteMultipartUpload"),
      type: lifecycle,
      name: "expiry",
      says: /daysAfterInitiation is not set/,
    },
    {
      title: "a trail's records for ever",
      change: (valid) => drop(valid, "expiry", "rules.0.expiration"),
      type: lifecycle,
      name: "expiry",
      says: /expiration.days is not set/,
    },
  ],
});
