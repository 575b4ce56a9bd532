import { outbox } from "./bus";
import type { Check } from "./check";
import { backoff, contents, fates, oneMailEach, sendCalls, suppressions } from "./confirmations";
import { correlation } from "./correlation";
import { deadLetters } from "./dead-letters";
import { deadLetterPaths, functionsDeclared, stageDeclared, tablesDeclared } from "./declared";
import { noDenials } from "./denials";
import { sameProgram, wholeProgram } from "./local-run";
import { mailMetrics, orderMetrics } from "./metrics";
import { errorEntries, putOnly, redaction } from "./monitoring";
import { audit, problems, refusalChecks, rows } from "./orders";

/** What must have come to rest before anything is judged: these are waited for. */
export const settling: readonly Check[] = [fates, oneMailEach, audit, outbox, deadLetters];

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
  errorEntries,
  redaction,
  putOnly,
  noDenials,
  wholeProgram,
  sameProgram,
  functionsDeclared,
  deadLetterPaths,
  correlation,
];
