/** A pattern that AWS rejects, or that cannot be parsed. */
export class EventPatternError extends Error {
  override readonly name = "EventPatternError";

  /** @param path position in the pattern, such as `detail.status.0`; empty for the pattern as a whole */
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(path === "" ? reason : `${path} ${reason}`);
  }
}
