import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { type Metric, mathAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** Days before the end of a certificate. AWS renews its own 60 days before, and tries for as long as it has to. */
const REMAINING_DAYS = 30;

/** Days until a certificate ends, twice a day (Certificate Manager user guide, "Supported CloudWatch metrics"). */
export function daysToExpiry(certificateArn: pulumi.Input<string>): Metric {
  return {
    namespace: "AWS/CertificateManager",
    name: "DaysToExpiry",
    dimensions: { CertificateArn: certificateArn },
    statistic: "Maximum",
    periodSeconds: 86_400,
  };
}

/** Raised a month before a certificate ends. Not adjustable: nobody sees it before all calls fail at once. */
export function certificateExpiryAlarm(
  name: LogicalName,
  sharedArgs: SharedArgs,
  certificateArn: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  return mathAlarm(
    `${name}-certificate-alarm`,
    sharedArgs,
    {
      summary: `The certificate of the API's domain ends in ${REMAINING_DAYS} days or less.`,
      runbook: "certificate-expiry",
      label: "Days too few",
      expression: `${REMAINING_DAYS} - days`,
      metrics: { days: daysToExpiry(certificateArn) },
      comparison: ">=",
      threshold: 0,
      periods: 1,
      // AWS counts the days twice a day.
      missingData: "notBreaching",
    },
    parent,
  );
}
