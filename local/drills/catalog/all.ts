import type { Drill } from "../drill";
import { apiClientErrors } from "./api-client-errors";
import { apiLatency } from "./api-latency";
import { apiServerErrors } from "./api-server-errors";
import { auditBehind } from "./audit-behind";
import { confirmationsStalled } from "./confirmations-stalled";
import { deadLetters } from "./dead-letters";
import { duplicateStorm } from "./duplicate-storm";
import { dynamodbDown } from "./dynamodb-down";
import { emailReputation } from "./email-reputation";
import { errorLogUnavailable } from "./error-log-unavailable";
import { expiredWebhook } from "./expired-webhook";
import { failedFallbacks } from "./failed-fallbacks";
import { functionDuration } from "./function-duration";
import { functionErrors } from "./function-errors";
import { issuerOutage } from "./issuer-outage";
import { issuerRotation } from "./issuer-rotation";
import { killedWorkers } from "./killed-workers";
import { lostDeliveries } from "./lost-deliveries";
import { notificationFailures } from "./notification-failures";
import { orderFailures } from "./order-failures";
import { queueAge } from "./queue-age";
import { ruleFailures } from "./rule-failures";
import { slowSes } from "./slow-ses";
import { streamBehind } from "./stream-behind";
import { tableThrottles } from "./table-throttles";
import { uncertainEmails } from "./uncertain-emails";

/** Every drill, in the order in which `all` runs them. */
export const drills: readonly Drill[] = [
  apiClientErrors,
  apiLatency,
  apiServerErrors,
  auditBehind,
  confirmationsStalled,
  deadLetters,
  duplicateStorm,
  dynamodbDown,
  emailReputation,
  errorLogUnavailable,
  expiredWebhook,
  functionDuration,
  functionErrors,
  issuerOutage,
  issuerRotation,
  killedWorkers,
  lostDeliveries,
  failedFallbacks,
  notificationFailures,
  orderFailures,
  queueAge,
  ruleFailures,
  slowSes,
  streamBehind,
  tableThrottles,
  uncertainEmails,
];
