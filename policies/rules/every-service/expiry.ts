import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { bucketSettings } from "../../wiring/bucket-settings";

export const archivesExpire = resourceRule({
  name: "archives-expire",
  concern: "cost",
  description: "Archives of event buses forget.",
  rationale:
    "An archive keeps every event for ever by default: it costs more each month, and customers' data outlives its purpose.",
  remediation: "Set retentionDays to the longest time after which a replay still makes sense.",
  controls: ["cost.logs"],
  severity: "low",
  types: [awsTypes.cloudwatch.eventArchive],
  parameters: { maximumDays: z.number().int().min(1).default(365).describe("Longest retention, in days.") },
  check(archive, { report, parameters: { maximumDays } }) {
    // In EventBridge 0 means that events never expire.
    const days = archive.number("retentionDays") ?? 0;
    if (days >= 1 && days <= maximumDays) return;
    const found = archive.value("retentionDays");
    report(archive, "retentionDays", found, `1 to ${maximumDays} days`);
  },
});

export const bucketsExpire = stackRule({
  name: "buckets-expire",
  concern: "cost",
  description: "Buckets forget former versions and unfinished uploads, and the records of trails as well.",
  rationale:
    "Without a lifecycle all of it is kept and paid for for ever: versions that nobody sees, parts of uploads that nobody finished.",
  remediation:
    "Declare a BucketLifecycleConfiguration with an enabled rule for all objects: noncurrentVersionExpiration, abortIncompleteMultipartUpload, and expiration for what a trail writes.",
  controls: ["s3.lifecycle", "cost.logs"],
  severity: "low",
  async check(stack, { each, report }) {
    const lifecycles = bucketSettings(stack, awsTypes.s3.bucketLifecycleConfiguration);
    await each(stack.ofType(awsTypes.s3.bucket), (bucket) => {
      const recorded = stack
        .ofType(awsTypes.cloudtrail.trail)
        .some((trail) => stack.named(trail, "s3BucketName", awsTypes.s3.bucket).includes(bucket));
      const paths = [
        "noncurrentVersionExpiration.noncurrentDays",
        "abortIncompleteMultipartUpload.daysAfterInitiation",
        ...(recorded ? ["expiration.days"] : []),
      ];
      const own = lifecycles.of(bucket);
      for (const path of paths) {
        if (own.some((lifecycle) => forgets(lifecycle, path))) continue;
        const resource = own[0] ?? bucket;
        report(resource, `rules.${path}`, undefined, "a number of days, in an enabled rule for all objects");
      }
    });
  },
});

function forgets(lifecycle: Resource, path: string): boolean {
  return lifecycle.list("rules").some((_, index) => {
    const rule = `rules.${index}`;
    return (
      lifecycle.text(`${rule}.status`) === "Enabled" &&
      !narrows(lifecycle, rule) &&
      (lifecycle.number(`${rule}.${path}`) ?? 0) > 0
    );
  });
}

/** Whether a lifecycle rule applies to some objects only. */
function narrows(lifecycle: Resource, rule: string): boolean {
  return (
    lifecycle.text(`${rule}.prefix`) !== undefined ||
    lifecycle.keys(`${rule}.filter`).some((key) => {
      const value = lifecycle.value(`${rule}.filter.${key}`);
      return value !== undefined && value !== "";
    })
  );
}

export const logGroupsExpire = resourceRule({
  name: "log-groups-expire",
  concern: "cost",
  description: "Log groups forget.",
  rationale: "CloudWatch keeps logs for ever by default, and every byte is paid for each month.",
  remediation: "Set retentionInDays to what somebody will really look at.",
  controls: ["cost.logs"],
  severity: "low",
  types: [awsTypes.cloudwatch.logGroup],
  parameters: { maximumDays: z.number().int().min(1).max(3653).default(3653).describe("Longest retention, in days.") },
  check(group, { report, parameters: { maximumDays } }) {
    // The provider writes 0 for logs that never expire.
    const days = group.number("retentionInDays") ?? 0;
    if (days >= 1 && days <= maximumDays) return;
    const found = group.value("retentionInDays");
    report(group, "retentionInDays", found, `1 to ${maximumDays} days`);
  },
});

export const tablesExpire = resourceRule({
  name: "tables-expire",
  concern: "cost",
  description: "Tables forget items by their time to live, but for those that are kept for good on purpose.",
  rationale:
    "DynamoDB keeps every item for ever unless TTL is on: the bill grows each month, and customers' data outlives its purpose.",
  remediation:
    "Set ttl to enabled with the attribute that holds the time, or name the table in keptForGood with the reason.",
  controls: ["cost.logs"],
  severity: "low",
  types: [awsTypes.dynamodb.table],
  parameters: {
    keptForGood: z
      .array(z.string())
      .default(["confirmations-suppressions"])
      .describe("Logical names of tables without TTL. Who has complained once must never be written to again."),
    attribute: z.string().default("expiresAt").describe("Attribute in which the functions write when an item expires."),
  },
  check(table, { report, parameters: { keptForGood, attribute: wanted } }) {
    if (keptForGood.includes(table.name) && table.value("ttl") === undefined) return;
    const enabled = table.flag("ttl.enabled");
    if (enabled !== true) report(table, "ttl.enabled", enabled, "true");
    const found = table.text("ttl.attributeName");
    // DynamoDB accepts the name of an attribute that no item has, and then deletes nothing.
    if (found !== wanted) report(table, "ttl.attributeName", found, wanted);
  },
});

export const queueRetentionIsExplicit = resourceRule({
  name: "queue-retention-is-explicit",
  concern: "cost",
  description: "Queues say how long they keep a message.",
  rationale: "SQS forgets after four days, which is a long weekend: nobody has chosen that for a message that failed.",
  remediation: "Set messageRetentionSeconds, 60 seconds to 14 days.",
  controls: ["cost.logs"],
  severity: "low",
  types: [awsTypes.sqs.queue],
  check(queue, { report }) {
    const seconds = queue.number("messageRetentionSeconds");
    if (seconds !== undefined && seconds >= 60 && seconds <= 1_209_600) return;
    const wanted = "60 to 1209600 seconds";
    report(queue, "messageRetentionSeconds", seconds, wanted);
  },
});
