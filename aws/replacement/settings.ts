import { follows, none, nothing, type Replacement, reference } from "./replacement";

/** What watches, allows, names and sets. */
export const settings: Readonly<Record<string, Replacement>> = {
  // Watch
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    replacedBy: ["name"],
    sameName: "overwritten",
    first: "delete",
    loses: "Its history.",
    remedy: none,
    source: "cloudwatch/metric_alarm.go",
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    replacedBy: ["dashboardName"],
    sameName: "overwritten",
    first: "delete",
    loses: nothing,
    remedy: none,
    source: "cloudwatch/dashboard.go",
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    replacedBy: ["name", "logGroupName"],
    sameName: "overwritten",
    first: "delete",
    loses: "Counts of lines that are written meanwhile.",
    remedy: none,
    source: "logs/metric_filter.go",
  },
  "aws:dynamodb/contributorInsights:ContributorInsights": {
    replacedBy: ["tableName", "indexName"],
    ...follows,
    source: "dynamodb/contributor_insights.go",
  },
  "aws:cloudtrail/trail:Trail": {
    replacedBy: ["name"],
    sameName: "taken",
    first: "either",
    loses: "Records of what happens meanwhile.",
    remedy: "Give the new trail another name and drop the old one afterwards.",
    source: "cloudtrail/trail.go",
  },

  // Allow, name and set
  "aws:iam/role:Role": {
    replacedBy: ["name", "namePrefix", "path"],
    sameName: "taken",
    first: "either",
    loses: "Calls of what runs under it. A policy elsewhere that names the role names a deleted one afterwards.",
    remedy: "Declare a second role, move its users, then drop the old one.",
    source: "iam/role.go",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    replacedBy: ["name", "namePrefix", "role"],
    sameName: "overwritten",
    first: "delete",
    loses: "The role's rights for a moment.",
    remedy: none,
    source: "iam/role_policy.go",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    replacedBy: ["role", "policyArn"],
    ...reference,
    source: "iam/role_policy_attachment.go",
  },
  "aws:iam/policy:Policy": {
    replacedBy: ["name", "namePrefix", "path", "description"],
    sameName: "taken",
    first: "either",
    loses: "Nothing, but AWS refuses to delete a policy that bounds a role.",
    remedy: "Give the new policy another name, bound the roles by it, then drop the old one.",
    source: "iam/policy.go",
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    replacedBy: ["url"],
    sameName: "taken",
    first: "either",
    loses: "Sign-ins of jobs that run meanwhile.",
    remedy: "Stop the workflows for the time.",
    source: "iam/openid_connect_provider.go",
  },
  "aws:kms/alias:Alias": {
    replacedBy: ["name", "namePrefix"],
    sameName: "taken",
    first: "either",
    loses: nothing,
    remedy: none,
    source: "kms/alias.go",
  },
  "aws:kms/ciphertext:Ciphertext": {
    replacedBy: ["keyId", "plaintext", "context"],
    ...reference,
    source: "kms/ciphertext.go",
  },
  "aws:s3/bucketPolicy:BucketPolicy": { replacedBy: ["bucket"], ...follows, source: "s3/bucket_policy.go" },
  "aws:s3/bucketVersioning:BucketVersioning": {
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...follows,
    source: "s3/bucket_versioning.go",
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    replacedBy: ["bucket"],
    ...follows,
    source: "s3/bucket_public_access_block.go",
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    replacedBy: ["bucket"],
    ...follows,
    source: "s3/bucket_ownership_controls.go",
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...follows,
    source: "s3/bucket_server_side_encryption_configuration.go",
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...follows,
    source: "s3/bucket_lifecycle_configuration.go",
  },
};
