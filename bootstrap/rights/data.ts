import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** Tables and keys. */
export const dataRows: Rows = {
  [awsTypes.dynamodb.table]: [
    on("table", "dynamodb", {
      create: ["CreateTable", "TagResource", "UpdateContinuousBackups", "UpdateTimeToLive"],
      read: ["DescribeContinuousBackups", "DescribeTable", "DescribeTimeToLive", "ListTagsOfResource"],
      update: ["UntagResource", "UpdateTable"],
      delete: ["DeleteTable"],
    }),
    // DynamoDB tests the key with the rights of the principal that creates the table, and keeps a grant for it.
    on("keyThroughServices", "kms", { create: ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"] }),
    on("keyGrant", "kms", { create: ["CreateGrant"] }),
  ],
  [awsTypes.dynamodb.contributorInsights]: [
    on("table", "dynamodb", {
      create: ["UpdateContributorInsights"],
      read: ["DescribeContributorInsights"],
      delete: ["UpdateContributorInsights"],
    }),
    on("tableIndex", "dynamodb", {
      create: ["UpdateContributorInsights"],
      read: ["DescribeContributorInsights"],
      delete: ["UpdateContributorInsights"],
    }),
    on("linkedRole", "iam", { create: ["CreateServiceLinkedRole"] }),
  ],
  [awsTypes.kms.key]: [
    on("newKey", "kms", { create: ["CreateKey"] }),
    on("newKeyTags", "kms", { create: ["TagResource"] }),
    on("key", "kms", {
      create: ["EnableKeyRotation", "PutKeyPolicy"],
      read: ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"],
      update: ["TagResource", "UntagResource", "UpdateKeyDescription"],
      delete: ["ScheduleKeyDeletion"],
    }),
  ],
  [awsTypes.kms.alias]: [
    on("keyAlias", "kms", { create: ["CreateAlias"], update: ["UpdateAlias"], delete: ["DeleteAlias"] }),
    on("key", "kms", { create: ["CreateAlias"], update: ["UpdateAlias"], delete: ["DeleteAlias"] }),
    on("anything", "kms", { read: ["ListAliases"] }),
  ],
  [awsTypes.kms.ciphertext]: [on("secret", "kms", { create: ["Encrypt"] })],
};
