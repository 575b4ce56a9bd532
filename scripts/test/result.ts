/** Result of one task of the test command. */
export interface TaskResult {
  /** Number of tests that passed; a check counts as one. */
  readonly passed: number;
  readonly failures: readonly Failure[];
}

export interface Failure {
  /** The test's full title, or the command that failed. */
  readonly title: string;
  /** Its output: an assertion with its stack, or a command's output. */
  readonly detail: string;
}
