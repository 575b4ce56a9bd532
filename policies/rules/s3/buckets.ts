import * as z from "zod";
import { conditionsOn, type Statement } from "../../../aws/iam/document";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { statementsIn } from "../../iam/document";
import type { Fault } from "../../kms/fault";
import { bucketSettings } from "../../wiring/bucket-settings";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const bucketBlocksPublicAccess = stackRule({
  name: "bucket-blocks-public-access",
  concern: "network",
  description: "Buckets block every way to become public, and give no rights by access lists.",
  rationale:
    "The account's own block may be off, and each of the four switches closes a way that the others leave open. In the provider each is off unless it is set.",
  remediation:
    "Declare a BucketPublicAccessBlock with all four switches on, and leave objectOwnership at BucketOwnerEnforced.",
  controls: ["s3.public-access"],
  severity: "critical",
  async check(stack, { each, report }) {
    const blocks = bucketSettings(stack, awsTypes.s3.bucketPublicAccessBlock);
    await each(stack.ofType(awsTypes.s3.bucket), (bucket) => {
      const own = blocks.of(bucket);
      if (own.length === 0) {
        report(bucket, "public access block", undefined, "one of its own");
      }
      for (const resource of own) {
        for (const property of switches) {
          const found = resource.flag(property);
          if (found !== true) report(resource, property, found, "true");
        }
      }
      const acl = bucket.text("acl");
      if (acl?.startsWith("public-") || acl === "authenticated-read") {
        report(bucket, "acl", acl, "no access list");
      }
    });
    // Buckets without this resource have AWS's default BucketOwnerEnforced, which turns access lists off.
    await each(stack.ofType(awsTypes.s3.bucketOwnershipControls), (resource) => {
      const property = "rule.objectOwnership";
      const found = resource.text(property);
      if (found !== "BucketOwnerEnforced") report(resource, property, found, "BucketOwnerEnforced");
    });
  },
});

/** Types whose AWS service writes to buckets, and which a bucket's policy therefore names. */
const sources = [awsTypes.cloudtrail.trail, awsTypes.s3.bucket] as const;

export const bucketPolicyLetsInOwnServices = stackRule({
  name: "bucket-policy-lets-in-own-services",
  concern: "network",
  description:
    "A bucket's policy lets in only services of AWS that come for a resource of this stack, for single actions on this bucket.",
  rationale:
    "Whoever else reads or writes the bucket does so by a role's own policy. A service without aws:SourceArn writes for whoever asks it to.",
  remediation: "Name the service, its actions without *, the bucket, and aws:SourceArn of the resource that writes.",
  controls: ["s3.public-access"],
  severity: "critical",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.s3.bucketPolicy), (resource) => {
      const statements = statementsIn(resource, "policy");
      if (statements === undefined) {
        report(resource, "policy", resource.value("policy"), "a policy");
        return;
      }
      const [bucket] = stack.named(resource, "bucket", awsTypes.s3.bucket);
      const bucketArn = bucket?.text("arn") ?? "";
      for (const statement of statements.filter(({ effect }) => effect === "Allow")) {
        for (const { part, found, wanted } of faults(stack, statement, bucketArn)) {
          report(resource, `${statement.path}.${part}`, found, wanted);
        }
      }
    });
  },
});

function faults(stack: Stack, statement: Statement, bucketArn: string): readonly Fault[] {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  const named = principals.flatMap(({ kind, values }) => values.map((value) => ({ kind, value })));
  const strangers = named.filter(({ kind, value }) => kind !== "Service" || /[*?]/.test(value));
  const wide = actions.filter((action) => /[*?]/.test(action));
  const foreign = resources.filter((resource) => resource !== bucketArn && !resource.startsWith(`${bucketArn}/`));
  const inverted = [...notActions, ...notResources, ...notPrincipals.flatMap(({ values }) => values)];
  return [
    ...(strangers.length > 0 || named.length === 0
      ? [{ part: "Principal", found: strangers, wanted: "a service of AWS" }]
      : []),
    ...(wide.length > 0 ? [{ part: "Action", found: wide, wanted: "actions by name" }] : []),
    ...(foreign.length > 0 ? [{ part: "Resource", found: foreign, wanted: `${bucketArn} or what is in it` }] : []),
    ...(inverted.length > 0
      ? [{ part: "NotAction, NotResource or NotPrincipal", found: inverted, wanted: "what is meant, by name" }]
      : []),
    ...(comesForOwn(stack, statement)
      ? []
      : [{ part: "Condition", found: statement.conditions, wanted: "aws:SourceArn of a resource of this stack" }]),
  ];
}

function comesForOwn(stack: Stack, statement: Statement): boolean {
  const conditions = conditionsOn(statement, "aws:SourceArn").filter(({ operator }) =>
    ["stringequals", "arnequals", "arnlike", "stringlike"].includes(operator.toLowerCase()),
  );
  if (conditions.some(({ values }) => values.length > 0 && values.every((value) => owners(stack, value).length > 0)))
    return true;
  // The source in the policy may be a resource that does not exist yet: reading its unknown ARN makes the rule undecided.
  for (const source of stack.ofType(...sources)) source.text("arn");
  return false;
}

function owners(stack: Stack, arn: string): readonly Resource[] {
  return stack.holding(arn, ...sources);
}

const settings = [
  awsTypes.s3.bucketLifecycleConfiguration,
  awsTypes.s3.bucketNotification,
  awsTypes.s3.bucketOwnershipControls,
  awsTypes.s3.bucketPolicy,
  awsTypes.s3.bucketPublicAccessBlock,
  awsTypes.s3.bucketServerSideEncryptionConfiguration,
  awsTypes.s3.bucketVersioning,
] as const;

export const bucketSettingsNameABucket = stackRule({
  name: "bucket-settings-name-a-bucket",
  concern: "network",
  description: "Settings of buckets are about a bucket of this stack.",
  rationale: "A setting that names another bucket leaves the right one open, and may change one that is not ours.",
  remediation: "Pass the bucket by reference.",
  controls: ["s3.public-access"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...settings), (resource) => {
      if (stack.named(resource, "bucket", awsTypes.s3.bucket).length > 0) return;
      report(resource, "bucket", resource.value("bucket"), "a bucket of this stack");
    });
  },
});

export const bucketKeepsItsObjects = resourceRule({
  name: "bucket-keeps-its-objects",
  concern: "encryption",
  description: "A bucket that still holds something is not deleted with its stack.",
  rationale:
    "With forceDestroy a destroy, or a replacement that nobody has noticed in a preview, empties the bucket first, with all versions.",
  remediation: "Leave forceDestroy out; empty the bucket manually when it may really go.",
  controls: ["protection.stateful", "s3.versioning"],
  severity: "high",
  types: [awsTypes.s3.bucket],
  parameters: {
    required: z.boolean().default(true).describe("Whether buckets stay when the stack goes, as with `retainData`."),
  },
  check(bucket, { report, parameters: { required } }) {
    if (required && bucket.flag("forceDestroy") === true) {
      report(bucket, "forceDestroy", true, "false");
    }
  },
});

export const bucketKeepsVersions = stackRule({
  name: "bucket-keeps-versions",
  concern: "encryption",
  description: "Buckets keep former versions of what is overwritten or deleted.",
  rationale:
    "A bucket is made without versioning: what somebody overwrites or deletes, by mistake or to hide a trace, is gone.",
  remediation: "Declare a BucketVersioning with status Enabled for the bucket.",
  controls: ["s3.versioning"],
  severity: "medium",
  async check(stack, { each, report }) {
    const versionings = bucketSettings(stack, awsTypes.s3.bucketVersioning);
    const property = "versioningConfiguration.status";
    await each(stack.ofType(awsTypes.s3.bucket), (resource) => {
      const found = versionings.of(resource).map((versioning) => versioning.text(property));
      if (found.length > 0 && found.every((status) => status === "Enabled")) return;
      report(resource, property, found[0], "Enabled");
    });
  },
});
