import { constants } from "node:os";

/** What the exit code of `npm start` says. A run that a signal ended gives 128 + its number: 130 for Ctrl-C. */
export const exitCodes = {
  /** Every expectation held. */
  ok: 0,
  /** An expectation did not hold, or a step failed. */
  failed: 1,
  /** The command line was wrong; nothing was started. */
  usage: 2,
} as const;

/** Exit code of a run that `signal` ended, by the shell's convention. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
