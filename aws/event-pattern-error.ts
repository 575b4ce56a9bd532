/** A pattern that AWS refuses, or that can be read in no way. */
export class EventPatternError extends Error {
  override readonly name = "EventPatternError";

  /** @param path where in the pattern, such as `detail.status.0`; empty for the pattern as a whole */
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(path === "" ? reason : `${path} ${reason}`);
  }
}
