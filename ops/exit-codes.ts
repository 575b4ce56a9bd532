/** What the exit code of `npm run ops -- COMMAND` says. */
export const opsExitCodes = {
  /** Done, or answered. */
  ok: 0,
  /** A step failed, something was left undone, or nothing was found under an id. */
  failed: 1,
  /** The command line was wrong, or a change was asked for without `--yes` where nobody can be asked. Nothing was changed. */
  usage: 2,
  /** The person who was asked said no. Nothing was changed. */
  declined: 3,
} as const;

export type OpsExitCode = (typeof opsExitCodes)[keyof typeof opsExitCodes];
