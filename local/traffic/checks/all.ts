import { alarmRaised } from "./alarms";
import { outbox } from "./bus";
import type { Check } from "./check";
import { backoff, contents, fates, oneMailEach, sendCalls, suppressions } from "./confirmations";
import { correlation } from "./correlation";
import { deadLetters } from "./dead-letters";
import { deadLetterPaths, functionsDeclared, stageDeclared, tablesDeclared } from "./declared";
import { noDenials } from "./denials";
import { policiesHold, sameProgram, wholeProgram } from "./local-run";
import { mailMetrics, noticeMetrics, orderMetrics, shipmentMetrics } from "./metrics";
import { errorEntries, putOnly, redaction } from "./monitoring";
import { fallbacks, noticesEnded, noticesSettled, postedOnce, secretKept } from "./notifications";
import { alarmsLead, dashboardsDeclared, functionsWatched } from "./observability";
import { audit, problems, refusalChecks, rows } from "./orders";
import { brokenEvents, journeys, shipmentIndexes } from "./shipments";
import { busDeclared, processorDeclared } from "./shipments-declared";
import { errorsByTime, simulatedErrors } from "./simulator";

/** What must have come to rest before anything is judged: these are waited for. */
export const settling: readonly Check[] = [
  fates,
  oneMailEach,
  audit,
  outbox,
  deadLetters,
  journeys,
  brokenEvents,
  noticesEnded,
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
  oneMailEach,
  fates,
  suppressions,
  backoff,
  sendCalls,
  contents,
  deadLetters,
  mailMetrics,
  journeys,
  shipmentIndexes,
  brokenEvents,
  busDeclared,
  processorDeclared,
  shipmentMetrics,
  noticesEnded,
  postedOnce,
  fallbacks,
  noticesSettled,
  secretKept,
  noticeMetrics,
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
  wholeProgram,
  sameProgram,
  policiesHold,
  functionsDeclared,
  deadLetterPaths,
  correlation,
];
