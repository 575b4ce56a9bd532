/** Runbooks in `docs/runbooks/`, one per kind of alarm. */
export type Runbook =
  | "api-blocked-requests"
  | "api-client-errors"
  | "api-latency"
  | "api-server-errors"
  | "backup-failures"
  | "certificate-expiry"
  | "dead-letters"
  | "email-reputation"
  | "error-log-unavailable"
  | "function-duration"
  | "function-errors"
  | "function-throttles"
  | "lost-deliveries"
  | "notification-failures"
  | "order-failures"
  | "queue-age"
  | "retries"
  | "rolled-back"
  | "rule-failures"
  | "stalled"
  | "stream-behind"
  | "table-throttles"
  | "uncertain-emails";

/**
 * Text of an alarm: a sentence, and the URL of its runbook.
 *
 * @param baseUrl folder or address of the runbooks
 */
export function alarmDescription(summary: string, baseUrl: string, runbook: Runbook): string {
  return `${summary} Runbook: ${baseUrl.replace(/\/+$/, "")}/${runbook}.md`;
}

/** The page that an alarm's description links to, such as `docs/runbooks/queue-age.md`; undefined when there is none. */
export function runbookOf(description: unknown): string | undefined {
  return / Runbook: (\S+\.md)$/.exec(String(description))?.[1];
}
