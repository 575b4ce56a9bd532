import { on, type Rows } from "./row";

/** The trail and its bucket. */
export const storageRows: Rows = {
  "aws:s3/bucket:Bucket": [
    on("bucket", "s3", {
      create: ["CreateBucket", "PutBucketTagging", "TagResource"],
      // The provider reads every face of a bucket, whatever the program sets.
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
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [
    on("bucket", "s3", { create: ["PutLifecycleConfiguration"], read: ["GetLifecycleConfiguration"] }),
  ],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": [
    on("bucket", "s3", { create: ["PutBucketOwnershipControls"], read: ["GetBucketOwnershipControls"] }),
  ],
  "aws:s3/bucketPolicy:BucketPolicy": [
    on("bucket", "s3", { create: ["PutBucketPolicy"], read: ["GetBucketPolicy"], delete: ["DeleteBucketPolicy"] }),
  ],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [
    on("bucket", "s3", { create: ["PutBucketPublicAccessBlock"], read: ["GetBucketPublicAccessBlock"] }),
  ],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    on("bucket", "s3", { create: ["PutEncryptionConfiguration"], read: ["GetEncryptionConfiguration"] }),
  ],
  "aws:s3/bucketVersioning:BucketVersioning": [
    on("bucket", "s3", { create: ["PutBucketVersioning"], read: ["GetBucketVersioning"] }),
  ],
  "aws:cloudtrail/trail:Trail": [
    on("trail", "cloudtrail", {
      create: ["AddTags", "CreateTrail", "PutEventSelectors", "StartLogging"],
      read: ["GetEventSelectors", "GetInsightSelectors", "GetTrail", "GetTrailStatus", "ListTags"],
      update: ["RemoveTags", "StopLogging", "UpdateTrail"],
      delete: ["DeleteTrail"],
    }),
    on("anything", "cloudtrail", { read: ["DescribeTrails"] }),
  ],
};
