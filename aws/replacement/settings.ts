import { awsTypes } from "../resource-types";
import { follows, none, nothing, type Replacement, reference } from "./replacement";

/** What watches, allows, names and sets. */
export const settings: Readonly<Record<string, Replacement>> = {
  // Watch
  [awsTypes.cloudwatch.metricAlarm]: {
    replacedBy: ["name"],
    sameName: "overwritten",
    first: "delete",
    loses: "Its history.",
    remedy: none,
    source: "cloudwatch/metric_alarm.go",
  },
  [awsTypes.cloudwatch.dashboard]: {
    replacedBy: ["dashboardName"],
    sameName: "overwritten",
    first: "delete",
    loses: nothing,
    remedy: none,
    source: "cloudwatch/dashboard.go",
  },
  [awsTypes.cloudwatch.logMetricFilter]: {
    replacedBy: ["name", "logGroupName"],
    sameName: "overwritten",
    first: "delete",
    loses: "Counts of lines that are written meanwhile.",
    remedy: none,
    source: "logs/metric_filter.go",
  },
  [awsTypes.dynamodb.contributorInsights]: {
    replacedBy: ["tableName", "indexName"],
    ...follows,
    source: "dynamodb/contributor_insights.go",
  },
  [awsTypes.backup.plan]: { replacedBy: ["name"], ...reference, source: "backup/plan.go" },
  [awsTypes.backup.selection]: {
    replacedBy: ["name", "iamRoleArn", "planId", "resources", "notResources", "conditions", "selectionTags"],
    ...reference,
    source: "backup/selection.go",
  },
  [awsTypes.backup.restoreTestingPlan]: {
    replacedBy: ["name"],
    sameName: "taken",
    first: "either",
    loses: nothing,
    remedy: none,
    source: "backup/restore_testing_plan.go",
  },
  [awsTypes.backup.restoreTestingSelection]: {
    replacedBy: ["name", "restoreTestingPlanName", "protectedResourceType"],
    sameName: "taken",
    first: "either",
    loses: nothing,
    remedy: none,
    source: "backup/restore_testing_selection.go",
  },
  [awsTypes.backup.regionSettings]: { replacedBy: [], ...follows, source: "backup/region_settings.go" },
  [awsTypes.budgets.budget]: {
    replacedBy: ["accountId", "name", "namePrefix"],
    sameName: "taken",
    first: "either",
    loses: "What it has counted for its history: the new one begins with this month.",
    remedy: none,
    source: "budgets/budget.go",
  },
  [awsTypes.cloudtrail.trail]: {
    replacedBy: ["name"],
    sameName: "taken",
    first: "either",
    loses: "Records of what happens meanwhile.",
    remedy: "Give the new trail another name and drop the old one afterwards.",
    source: "cloudtrail/trail.go",
  },

  // Allow, name and set
  [awsTypes.iam.role]: {
    replacedBy: ["name", "namePrefix", "path"],
    sameName: "taken",
    first: "either",
    loses: "Calls of what runs under it. A policy elsewhere that names the role names a deleted one afterwards.",
    remedy: "Declare a second role, move its users, then drop the old one.",
    source: "iam/role.go",
  },
  [awsTypes.iam.rolePolicy]: {
    replacedBy: ["name", "namePrefix", "role"],
    sameName: "overwritten",
    first: "delete",
    loses: "The role's rights for a moment.",
    remedy: none,
    source: "iam/role_policy.go",
  },
  [awsTypes.iam.rolePolicyAttachment]: {
    replacedBy: ["role", "policyArn"],
    ...reference,
    source: "iam/role_policy_attachment.go",
  },
  [awsTypes.iam.policy]: {
    replacedBy: ["name", "namePrefix", "path", "description"],
    sameName: "taken",
    first: "either",
    loses: "Nothing, but AWS refuses to delete a policy that bounds a role.",
    remedy: "Give the new policy another name, bound the roles by it, then drop the old one.",
    source: "iam/policy.go",
  },
  [awsTypes.iam.openIdConnectProvider]: {
    replacedBy: ["url"],
    sameName: "taken",
    first: "either",
    loses: "Sign-ins of jobs that run meanwhile.",
    remedy: "Stop the workflows for the time.",
    source: "iam/openid_connect_provider.go",
  },
  [awsTypes.kms.alias]: {
    replacedBy: ["name", "namePrefix"],
    sameName: "taken",
    first: "either",
    loses: nothing,
    remedy: none,
    source: "kms/alias.go",
  },
  [awsTypes.kms.ciphertext]: {
    replacedBy: ["keyId", "plaintext", "context"],
    ...reference,
    source: "kms/ciphertext.go",
  },
  [awsTypes.s3.bucketPolicy]: { replacedBy: ["bucket"], ...follows, source: "s3/bucket_policy.go" },
  [awsTypes.s3.bucketVersioning]: {
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...follows,
    source: "s3/bucket_versioning.go",
  },
  [awsTypes.s3.bucketPublicAccessBlock]: {
    replacedBy: ["bucket"],
    ...follows,
    source: "s3/bucket_public_access_block.go",
  },
  [awsTypes.s3.bucketOwnershipControls]: {
    replacedBy: ["bucket"],
    ...follows,
    source: "s3/bucket_ownership_controls.go",
  },
  [awsTypes.s3.bucketServerSideEncryptionConfiguration]: {
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...follows,
    source: "s3/bucket_server_side_encryption_configuration.go",
  },
  [awsTypes.s3.bucketLifecycleConfiguration]: {
    replacedBy: ["bucket", "expectedBucketOwner"],
    ...follows,
    source: "s3/bucket_lifecycle_configuration.go",
  },
};
