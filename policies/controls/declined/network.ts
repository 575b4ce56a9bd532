import type { Declined } from "../declined";

/** Network controls that the pack does not check. */
export const declinedNetwork: readonly Declined[] = [
  {
    control: "api.firewall",
    reason:
      "Every operation asks for a token, is validated and throttled at the gateway, and no page is served. A web ACL costs a monthly fee per stack and rule for what the gateway refuses already. Its types fail as not reviewed (types-are-reviewed) on the day on which they appear, and get their rules then.",
  },
  {
    control: "s3.logging",
    reason:
      "S3 writes access logs only to a bucket that is not encrypted by a customer's key in KMS, which s3.key refuses, and that bucket would need logs in turn. The buckets here hold a trail's records and Pulumi's state: who reads them is recorded by CloudTrail's data events where it is wanted.",
  },
];
