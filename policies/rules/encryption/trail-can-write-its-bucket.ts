import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { type Statement, statementsIn } from "../../iam/document";
import { bucketSettings, bucketType } from "./buckets/settings";
import { holds } from "./keys/access";
import { fits } from "./keys/patterns";

export const trailCanWriteItsBucket = stackRule({
  name: "trail-can-write-its-bucket",
  concern: "encryption",
  description: "A trail writes to a bucket of this stack, whose policy lets it, and which is there before it.",
  rationale:
    "CloudTrail writes a test object at once and refuses the trail if it cannot; a bucket of somebody else's keeps the records for somebody else.",
  remediation:
    "Allow cloudtrail.amazonaws.com s3:GetBucketAcl on the bucket and s3:PutObject on its AWSLogs folder, with aws:SourceArn the trail, and let the trail depend on the policy.",
  controls: ["trail.integrity"],
  severity: "high",
  async check(stack, { each, report }) {
    const policies = bucketSettings(stack, "aws:s3/bucketPolicy:BucketPolicy");
    await each(stack.ofType("aws:cloudtrail/trail:Trail"), (trail) => {
      const [bucket] = stack.named(trail, "s3BucketName", bucketType);
      if (bucket === undefined) {
        report(trail, "s3BucketName", trail.value("s3BucketName"), "a bucket of this stack");
        return;
      }
      const own = policies.of(bucket);
      const statements = own.flatMap((policy) => statementsIn(policy, "policy") ?? []);
      for (const { action, resource } of needs(trail, bucket)) {
        if (statements.some((statement) => lets(statement, action, resource, trail))) continue;
        const wanted = `a statement that allows ${action} on ${resource} to cloudtrail.amazonaws.com for this trail`;
        report(bucket, "policy", "a policy without it", wanted);
      }
      if (own.some((policy) => !stack.dependsOn(trail, policy))) {
        report(trail, "dependsOn", "not the bucket's policy", "the bucket's policy");
      }
    });
  },
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function needs(trail: Resource, bucket: Resource) {
  const bucketArn = bucket.text("arn") ?? "";
  const [, , , , account = ""] = (trail.text("arn") ?? "").split(":");
  const prefix = trail.text("s3KeyPrefix");
  const folder = `${bucketArn}/${prefix === undefined ? "" : `${prefix}/`}AWSLogs/${account}`;
  return [
    { action: "s3:GetBucketAcl", resource: bucketArn },
    { action: "s3:PutObject", resource: `${folder}/CloudTrail/any` },
    { action: "s3:PutObject", resource: `${folder}/CloudTrail-Digest/any` },
  ];
}

function lets(statement: Statement, action: string, resource: string, trail: Resource): boolean {
  const context = new Map([
    ["aws:sourcearn", trail.text("arn") ?? ""],
    ["aws:sourceaccount", (trail.text("arn") ?? "").split(":")[4] ?? ""],
    ["s3:x-amz-acl", "bucket-owner-full-control"],
    ["aws:securetransport", "true"],
  ]);
  return (
    statement.effect === "Allow" &&
    statement.principals.some(
      ({ kind, values }) => kind === "Service" && values.includes("cloudtrail.amazonaws.com"),
    ) &&
    statement.actions.some((pattern) => fits(pattern, action)) &&
    statement.resources.some((pattern) => fits(pattern, resource)) &&
    statement.conditions.every((condition) => holds(condition, { context }, false))
  );
}
