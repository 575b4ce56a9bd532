import { constants } from "node:os";

/** What the exit code of every command of this project says. One that a signal ended gives 128 + its number: 130 for Ctrl-C. */
export const exitCodes = {
  /** Done, or answered; every expectation held. */
  ok: 0,
  /** A step failed, something was left undone, or nothing was found under an id; a rule, a budget or an expectation did not hold. */
  failed: 1,
  /** The command line was wrong, or a change was requested without `--yes` and without a terminal. Nothing was started or changed. */
  usage: 2,
  /** Cancelled by the user who was asked. Nothing was changed. */
  declined: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Exit code of a command that `signal` ended, by the shell's convention. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
