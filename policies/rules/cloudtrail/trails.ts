import { accountIn } from "../../../aws/arn";
import { isAllowed } from "../../../aws/iam/evaluate";
import { serviceRequest } from "../../../aws/iam/service-request";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import { isCustomerKey } from "../../kms/customer-key";
import { bucketSettings } from "../../wiring/bucket-settings";

const service = "cloudtrail.amazonaws.com";

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
    const policies = bucketSettings(stack, awsTypes.s3.bucketPolicy);
    await each(stack.ofType(awsTypes.cloudtrail.trail), (trail) => {
      const [bucket] = stack.named(trail, "s3BucketName", awsTypes.s3.bucket);
      if (bucket === undefined) {
        report(trail, "s3BucketName", trail.value("s3BucketName"), "a bucket of this stack");
        return;
      }
      const own = policies.of(bucket);
      const statements = own.flatMap((policy) => statementsIn(policy, "policy") ?? []);
      for (const { action, resource } of needs(trail, bucket)) {
        const call = { service, action, resource, sourceArn: trail.text("arn") ?? "" };
        if (isAllowed(statements, serviceRequest(call, { "s3:x-amz-acl": "bucket-owner-full-control" }))) continue;
        const wanted = `a statement that allows ${action} on ${resource} to ${service} for this trail`;
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
  const account = accountIn(trail.text("arn") ?? "") ?? "";
  const prefix = trail.text("s3KeyPrefix");
  const folder = `${bucketArn}/${prefix === undefined ? "" : `${prefix}/`}AWSLogs/${account}`;
  return [
    { action: "s3:GetBucketAcl", resource: bucketArn },
    { action: "s3:PutObject", resource: `${folder}/CloudTrail/any` },
    { action: "s3:PutObject", resource: `${folder}/CloudTrail-Digest/any` },
  ];
}

export const trailIsEncryptedAndValidated = resourceRule({
  name: "trail-is-encrypted-and-validated",
  concern: "encryption",
  description: "Trails are on, encrypted by a customer-managed key, and their files can be proven untouched.",
  rationale:
    "A trail that somebody can change without trace, or read without right, proves nothing. CloudTrail validates no files unless configured to.",
  remediation:
    "Set enableLogFileValidation to true and kmsKeyId to the ARN of the stack's key, and leave enableLogging out.",
  controls: ["trail.integrity"],
  severity: "high",
  types: [awsTypes.cloudtrail.trail],
  check(trail, { report }) {
    if (trail.flag("enableLogging") === false) {
      report(trail, "enableLogging", false, "true");
    }
    const validated = trail.flag("enableLogFileValidation");
    if (validated !== true) {
      report(trail, "enableLogFileValidation", validated, "true");
    }
    const key = trail.text("kmsKeyId");
    if (!isCustomerKey(key)) {
      report(trail, "kmsKeyId", key, "a customer-managed key");
    }
  },
});

const tableKind = "AWS::DynamoDB::Table";

export const trailRecordsEveryTable = stackRule({
  name: "trail-records-every-table",
  concern: "encryption",
  description: "Where there is a trail, the trails together record the reads and writes of every table.",
  rationale:
    "A trail records no data events unless selectors name them: who read a customer's order from a table that was left out is never known.",
  remediation: "Add the table's ARN to the resources.ARN selector of the trail's data events.",
  controls: ["trail.integrity"],
  severity: "medium",
  async check(stack, { each, report }) {
    const trails = stack.ofType(awsTypes.cloudtrail.trail);
    const [first] = trails;
    if (first === undefined) return;
    await each(stack.ofType(awsTypes.dynamodb.table), (table) => {
      const arn = table.text("arn") ?? "";
      if (trails.some((trail) => selectorsOf(trail).some((selector) => selects(selector, arn)))) return;
      report(first, "advancedEventSelectors", "no selector", `one that records ${arn}`);
    });
  },
});

interface FieldSelector {
  readonly field: string;
  readonly equals: readonly string[];
  readonly startsWiths: readonly string[];
  /** Whether it excludes values. */
  readonly negative: boolean;
}

function selectorsOf(trail: Resource): readonly (readonly FieldSelector[])[] {
  return trail.list("advancedEventSelectors").map((_, index) => {
    const path = `advancedEventSelectors.${index}.fieldSelectors`;
    return trail.list(path).map((_field, at) => ({
      field: trail.text(`${path}.${at}.field`) ?? "",
      equals: trail.texts(`${path}.${at}.equals`),
      startsWiths: trail.texts(`${path}.${at}.startsWiths`),
      negative: trail
        .keys(`${path}.${at}`)
        .some((key) => /^(not|endsWiths$)/.test(key) && trail.list(`${path}.${at}.${key}`).length > 0),
    }));
  });
}

/** Whether a selector records data events of this ARN. All its fields must match; a field that is not listed here counts as a mismatch. */
function selects(fields: readonly FieldSelector[], arn: string): boolean {
  const given: Readonly<Record<string, string>> = {
    eventCategory: "Data",
    "resources.type": tableKind,
    "resources.ARN": arn,
  };
  const kinds = fields.map(({ field }) => field);
  return (
    kinds.includes("eventCategory") &&
    kinds.includes("resources.type") &&
    fields.every(({ field, equals, startsWiths, negative }) => {
      const value = given[field];
      if (value === undefined || negative) return false;
      return equals.includes(value) || startsWiths.some((start) => value.startsWith(start));
    })
  );
}
