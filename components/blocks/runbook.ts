/** Runbooks in `docs/runbooks/`, one per kind of alarm. */
export type Runbook =
  | "api-client-errors"
  | "api-latency"
  | "api-server-errors"
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
  | "rule-failures"
  | "stalled"
  | "stream-behind"
  | "table-throttles"
  | "uncertain-emails";

/**
 * What an alarm says: a sentence, and where its runbook is.
 *
 * @param baseUrl folder or address of the runbooks
 */
export function alarmDescription(summary: string, baseUrl: string, runbook: Runbook): string {
  return `${summary} Runbook: ${baseUrl.replace(/\/+$/, "")}/${runbook}.md`;
}

/** The page that an alarm's description names, such as `docs/runbooks/queue-age.md`; undefined when it names none. */
export function runbookOf(description: unknown): string | undefined {
  return / Runbook: (\S+\.md)$/.exec(String(description))?.[1];
}
