import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { bucketSettings, bucketType } from "../encryption/buckets/settings";

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
    const lifecycles = bucketSettings(stack, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
    await each(stack.ofType(bucketType), (bucket) => {
      const recorded = stack
        .ofType("aws:cloudtrail/trail:Trail")
        .some((trail) => stack.named(trail, "s3BucketName", bucketType).includes(bucket));
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

/** Whether a lifecycle's rule is for some objects only. */
function narrows(lifecycle: Resource, rule: string): boolean {
  return (
    lifecycle.text(`${rule}.prefix`) !== undefined ||
    lifecycle.keys(`${rule}.filter`).some((key) => {
      const value = lifecycle.value(`${rule}.filter.${key}`);
      return value !== undefined && value !== "";
    })
  );
}
