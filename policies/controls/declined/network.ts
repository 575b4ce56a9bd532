import type { Declined } from "../declined";

/** Network controls that the pack does not check. */
export const declinedNetwork: readonly Declined[] = [
  {
    control: "s3.logging",
    reason:
      "S3 writes access logs only to a bucket that is not encrypted by a customer's key in KMS, which s3.key refuses, and that bucket would need logs in turn. The buckets here hold a trail's records and Pulumi's state: who reads them is recorded by CloudTrail's data events where it is wanted.",
  },
];
