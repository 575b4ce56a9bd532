// Variables of orders-auditor.
import type * as z from "zod";
import { commonEnvironment, readEnvironment, retentionDays, tableName, textVariable } from "../../shared/env";

const auditorEnvironment = commonEnvironment.extend({
  AUDIT_TABLE_NAME: tableName(),
  AUDIT_RETENTION_DAYS: retentionDays,
  FAILURE_QUEUE_URL: textVariable(),
});

export type AuditorEnvironment = z.infer<typeof auditorEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readAuditorEnvironment(source?: Readonly<Record<string, string | undefined>>): AuditorEnvironment {
  return readEnvironment(auditorEnvironment, source);
}
