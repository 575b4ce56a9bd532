import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** The trail and its bucket. */
export const storageRows: Rows = {
  [awsTypes.s3.bucket]: [
    on("bucket", "s3", {
      create: ["CreateBucket", "PutBucketTagging", "TagResource"],
      // The provider reads every setting of a bucket, whether or not the program sets it.
      read: [
        "GetAccelerateConfiguration",
        "GetBucketAcl",
        "GetBucketCORS",
        "GetBucketLocation",
        "GetBucketLogging",
        "GetBucketObjectLockConfiguration",
        "GetBucketPolicy",
        "GetBucketRequestPayment",
        "GetBucketTagging",
        "GetBucketVersioning",
        "GetBucketWebsite",
        "GetEncryptionConfiguration",
        "GetLifecycleConfiguration",
        "GetReplicationConfiguration",
        "ListBucket",
        "ListTagsForResource",
      ],
      update: ["UntagResource"],
      delete: ["DeleteBucket", "ListBucketVersions"],
    }),
    on("bucketObject", "s3", { delete: ["DeleteObject", "DeleteObjectVersion"] }),
  ],
  [awsTypes.s3.bucketLifecycleConfiguration]: [
    on("bucket", "s3", { create: ["PutLifecycleConfiguration"], read: ["GetLifecycleConfiguration"] }),
  ],
  [awsTypes.s3.bucketOwnershipControls]: [
    on("bucket", "s3", { create: ["PutBucketOwnershipControls"], read: ["GetBucketOwnershipControls"] }),
  ],
  [awsTypes.s3.bucketPolicy]: [
    on("bucket", "s3", { create: ["PutBucketPolicy"], read: ["GetBucketPolicy"], delete: ["DeleteBucketPolicy"] }),
  ],
  [awsTypes.s3.bucketPublicAccessBlock]: [
    on("bucket", "s3", { create: ["PutBucketPublicAccessBlock"], read: ["GetBucketPublicAccessBlock"] }),
  ],
  [awsTypes.s3.bucketServerSideEncryptionConfiguration]: [
    on("bucket", "s3", { create: ["PutEncryptionConfiguration"], read: ["GetEncryptionConfiguration"] }),
  ],
  [awsTypes.s3.bucketVersioning]: [
    on("bucket", "s3", { create: ["PutBucketVersioning"], read: ["GetBucketVersioning"] }),
  ],
  [awsTypes.cloudtrail.trail]: [
    on("trail", "cloudtrail", {
      create: ["AddTags", "CreateTrail", "PutEventSelectors", "StartLogging"],
      read: ["GetEventSelectors", "GetInsightSelectors", "GetTrail", "GetTrailStatus", "ListTags"],
      update: ["RemoveTags", "StopLogging", "UpdateTrail"],
      delete: ["DeleteTrail"],
    }),
    on("anything", "cloudtrail", { read: ["DescribeTrails"] }),
  ],
};
