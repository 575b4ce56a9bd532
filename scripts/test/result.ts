/** What one task of the test command came to. */
export interface TaskResult {
  /** How many tests held; a check counts as one. */
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The test's full title, or the command that failed. */
  readonly title: string;
  /** What it printed: an assertion with its stack, or a command's output. */
  readonly detail: string;
}
