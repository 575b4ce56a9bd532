/** Runbooks that no drill rehearses, each with the reason. By file name without the ending. */
export const runbooksWithoutDrill: Readonly<Record<string, string>> = {
  "backup-failures": "the emulator stores backup plans and makes no backup; the local stack declares none",
  "function-throttles":
    "the emulator calls a function behind an alias whatever its concurrency is, so nothing throttles it",
  "api-blocked-requests": "the emulator has no AWS WAF, so nothing refuses a request before the API",
  "certificate-expiry": "the local run has no domain of its own, so no certificate can end",
};

/** Kinds of alarms that no drill raises, by the ending that `docs/runbooks/README.md` lists, each with the reason. */
export const alarmsWithoutDrill: Readonly<Record<string, string>> = {
  "-blocked-alarm": "the emulator has no AWS WAF",
  "-certificate-alarm": "the local run has no certificate",
  "monitoring-backup-missing-alarm": "the local stack declares no backup that could be missing",
  "monitoring-backup-failed-alarm": "the emulator makes no backup, so none can fail",
  "-retried-alarm": "no queue of the emulator fails in a way that EventBridge retries",
  "notifications-fallback-undelivered-alarm":
    "the local stack's fallback address takes every email; the metric's source has a test of its own: tests/local/ses/metrics.test.ts",
};
