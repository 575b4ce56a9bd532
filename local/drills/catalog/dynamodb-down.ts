import type { Drill } from "../drill";
import { confirmations, orders, shipments } from "../loads";

export const dynamodbDown: Drill = {
  name: "dynamodb-down",
  runbook: "retries",
  parts: ["functions/shared"],
  hypothesis:
    "The region's DynamoDB answers nobody: customers get 503, messages go back to their queues, and everything is there once when it answers again.",
  // Each of these comes back a dozen times while nothing works: more of them would be a test of this machine.
  traffic: [orders(1, 400), confirmations(1, 1_500), shipments(1, 2_500)],
  faults: [{ service: "dynamodb", effect: "error", code: "InternalServerError", status: 500 }],
  alarms: ["orders-api-5xx", "confirmations-retries", "shipments-retries"],
  alsoRaised: {
    "orders-internal-failures": "some requests meet no table at all",
    "orders-error-log": "the error log is a table too",
    "confirmations-error-log": "the error log is a table too",
    "shipments-error-log": "the error log is a table too",
    "notifications-error-log": "the error log is a table too",
    "confirmations-given-up": "waits are four seconds at most here, so receives are used up within half a minute",
    "confirmations-dead-letters": "waits are four seconds at most here, so receives are used up within half a minute",
    "confirmations-feedback-dead-letters": "events of SES cannot be recorded either",
    "shipments-given-up": "waits are four seconds at most here, so receives are used up within half a minute",
    "shipments-dead-letters": "waits are four seconds at most here, so receives are used up within half a minute",
    "orders-retries": "the stream's readers fail as well",
    "notifications-processor-failures": "Lambda gives a call up after two retries, which take seconds here",
    "notifications-processor-lost": "Lambda gives a call up after two retries, which take seconds here",
    "orders-publisher-failures": "fourteen tries stand for an hour here",
    "orders-auditor-failures": "fourteen tries stand for an hour here",
    "orders-audit-stalled": "no audit entry can be written",
    "confirmations-stalled": "no confirmation is sent",
    "notifications-processor-errors": "a notification that cannot be recorded ends its call with an error",
    "notifications-processor-error-rate": "a notification that cannot be recorded ends its call with an error",
  },
  recovery: [
    { command: "npm run ops -- deadletters" },
    { fixed: "DynamoDB answers again" },
    { command: "npm run ops -- redrive --queue QUEUE", forEachFilled: true },
  ],
  notShown: ["A minute of it: a minute is a second in a drill's clock, so it lasts until its alarms are raised."],
};
