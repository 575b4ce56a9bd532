import type { Drill } from "../drill";
import { apiClientErrors } from "./api-client-errors";
import { apiLatency } from "./api-latency";
import { apiServerErrors } from "./api-server-errors";
import { auditBehind } from "./audit-behind";
import { badRelease } from "./bad-release";
import { confirmationsStalled } from "./confirmations-stalled";
import { damagedTable } from "./damaged-table";
import { deadLetters } from "./dead-letters";
import { duplicateStorm } from "./duplicate-storm";
import { dynamodbDown } from "./dynamodb-down";
import { emailReputation } from "./email-reputation";
import { errorLogUnavailable } from "./error-log-unavailable";
import { expiredWebhook } from "./expired-webhook";
import { failedFallbacks } from "./failed-fallbacks";
import { fastClock } from "./fast-clock";
import { functionDuration } from "./function-duration";
import { functionErrors } from "./function-errors";
import { issuerOutage } from "./issuer-outage";
import { issuerRotation } from "./issuer-rotation";
import { killedWorkers } from "./killed-workers";
import { lostDeliveries } from "./lost-deliveries";
import { notificationFailures } from "./notification-failures";
import { orderFailures } from "./order-failures";
import { queueAge } from "./queue-age";
import { releaseMeetsRetries } from "./release-amid-retries";
import { ruleFailures } from "./rule-failures";
import { sesHiccup } from "./ses-hiccup";
import { slowRoom } from "./slow-room";
import { slowSes } from "./slow-ses";
import { slowSesForLong } from "./slow-ses-for-long";
import { streamBehind } from "./stream-behind";
import { tableThrottles } from "./table-throttles";
import { uncertainEmails } from "./uncertain-emails";

/** Every drill, in the order in which they are run: the longest first, and those whose alarms stay raised last. */
export const drills: readonly Drill[] = [
  uncertainEmails,
  dynamodbDown,
  killedWorkers,
  badRelease,
  apiClientErrors,
  apiLatency,
  apiServerErrors,
  auditBehind,
  confirmationsStalled,
  damagedTable,
  deadLetters,
  duplicateStorm,
  errorLogUnavailable,
  expiredWebhook,
  functionDuration,
  functionErrors,
  issuerOutage,
  issuerRotation,
  lostDeliveries,
  failedFallbacks,
  notificationFailures,
  orderFailures,
  queueAge,
  releaseMeetsRetries,
  ruleFailures,
  sesHiccup,
  slowRoom,
  slowSes,
  slowSesForLong,
  streamBehind,
  tableThrottles,
  // Its metrics are dated ten minutes ahead, and meet no later drill.
  fastClock,
  emailReputation,
];
