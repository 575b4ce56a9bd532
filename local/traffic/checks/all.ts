import { alarmRaised } from "./alarms";
import { outbox } from "./bus";
import { callsRecorded, grantsUsable } from "./calls";
import type { Check } from "./check";
import { backoff, contents, expectedOutcomes, oneEmailEach, sendCalls, suppressions } from "./confirmations";
import { correlation } from "./correlation";
import { deadLetterPaths } from "./dead-letter-paths";
import { deadLetters } from "./dead-letters";
import { functionsDeclared, stageDeclared, tablesDeclared } from "./declared";
import { noDenials } from "./denials";
import { policiesHold, sameProgram, wholeProgram } from "./local-run";
import { emailMetrics, orderMetrics, shipmentMetrics } from "./metrics";
import { errorEntries, putOnly, redaction } from "./monitoring";
import { notificationChecks, notificationsSettling } from "./notifications";
import { alarmsLead, dashboardsDeclared, functionsWatched } from "./observability";
import { audit, problems, refusalChecks, rows } from "./orders";
import { brokenEvents, journeys, shipmentIndexes } from "./shipments";
import { busDeclared, processorDeclared } from "./shipments-declared";
import { errorsByTime, simulatedErrors } from "./simulator";

/** Checks that are awaited before the others run. */
export const settling: readonly Check[] = [
  expectedOutcomes,
  oneEmailEach,
  audit,
  outbox,
  deadLetters,
  journeys,
  brokenEvents,
  ...notificationsSettling,
];

/** Every expectation. */
export const checks: readonly Check[] = [
  ...refusalChecks(["O1", "O2", "O3", "O6", "O7"]),
  rows,
  problems,
  stageDeclared,
  tablesDeclared,
  outbox,
  orderMetrics,
  audit,
  oneEmailEach,
  expectedOutcomes,
  suppressions,
  backoff,
  sendCalls,
  contents,
  deadLetters,
  emailMetrics,
  journeys,
  shipmentIndexes,
  brokenEvents,
  busDeclared,
  processorDeclared,
  shipmentMetrics,
  ...notificationChecks,
  errorEntries,
  redaction,
  putOnly,
  functionsWatched,
  dashboardsDeclared,
  alarmRaised,
  simulatedErrors,
  errorsByTime,
  alarmsLead,
  noDenials,
  callsRecorded,
  grantsUsable,
  wholeProgram,
  sameProgram,
  policiesHold,
  functionsDeclared,
  deadLetterPaths,
  correlation,
];
