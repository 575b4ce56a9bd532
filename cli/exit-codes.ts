import { constants } from "node:os";

/** Exit codes of every command of this project. A command that a signal ended exits with 128 + the signal's number: 130 for Ctrl-C. */
export const exitCodes = {
  /** Success; every expectation was met. */
  ok: 0,
  /** A step failed or was not done, or nothing was found under an id; a rule, a budget or an expectation was not met. */
  failed: 1,
  /** The command line was wrong, or a change was requested without `--yes` and without a terminal. Nothing was started or changed. */
  usage: 2,
  /** Cancelled by the user who was asked, or refused for the state in which things are. Nothing was changed. */
  declined: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Exit code of a command that `signal` ended, by the shell's convention. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
