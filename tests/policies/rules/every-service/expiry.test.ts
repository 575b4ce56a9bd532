import {
  archivesExpire,
  bucketsExpire,
  logGroupsExpire,
  queueRetentionIsExplicit,
  tablesExpire,
} from "../../../../policies/rules/every-service/expiry";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const eventArchiveType = "aws:cloudwatch/eventArchive:EventArchive";

testRule(archivesExpire, {
  valid: [resource(eventArchiveType, "archive", { retentionDays: 365 })],
  refuses: {
    "an archive that says nothing": [drop("archive", "retentionDays"), /retentionDays is not set/],
    "for ever": [set("archive", "retentionDays", 0), /retentionDays is 0/],
    "a day too long": [set("archive", "retentionDays", 366), /retentionDays is 366/],
  },
});

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

const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

testRule(logGroupsExpire, {
  valid: [
    resource(logGroupType, "logs", { retentionInDays: 3653 }),
    resource(logGroupType, "short", { retentionInDays: 1 }),
  ],
  refuses: {
    "a group that says nothing": [drop("logs", "retentionInDays"), /retentionInDays is not set/],
    "for ever": [set("logs", "retentionInDays", 0), /retentionInDays is 0/],
    "a day too long": [set("logs", "retentionInDays", 3654), /wanted 1 to 3653 days/],
  },
});

const tableType = "aws:dynamodb/table:Table";

testRule(tablesExpire, {
  valid: [
    resource(tableType, "orders", { ttl: { enabled: true, attributeName: "expiresAt" } }),
    resource(tableType, "confirmations-suppressions"),
  ],
  refuses: {
    "an attribute that no item has": [
      set("orders", "ttl.attributeName", "expireAt"),
      /ttl.attributeName is expireAt, wanted expiresAt/,
    ],
    "a table without TTL": [drop("orders", "ttl"), /ttl.enabled is not set, wanted true/],
    "TTL that is off": [set("orders", "ttl.enabled", false), /ttl.enabled is false/],
    "TTL without its attribute": [drop("orders", "ttl.attributeName"), /ttl.attributeName is not set/],
    "a table kept for good that has TTL all the same, and off": [
      set("confirmations-suppressions", "ttl", { enabled: false, attributeName: "expiresAt" }),
      /ttl.enabled is false/,
    ],
  },
});

const queueType = "aws:sqs/queue:Queue";

testRule(queueRetentionIsExplicit, {
  valid: [
    resource(queueType, "mails", { messageRetentionSeconds: 1_209_600 }),
    resource(queueType, "quick", { messageRetentionSeconds: 60 }),
  ],
  refuses: {
    "SQS's own four days": [drop("mails", "messageRetentionSeconds"), /messageRetentionSeconds is not set/],
    "more than SQS takes": [set("mails", "messageRetentionSeconds", 1_209_601), /is 1209601/],
    "less than SQS takes": [set("quick", "messageRetentionSeconds", 59), /is 59/],
  },
});
