/** What is wrong with a part of a statement. */
export interface Fault {
  /** Path inside the statement, such as `Action` or `Condition.ArnLike.aws:SourceArn`. */
  readonly part: string;
  readonly found: unknown;
  /** End of the sentence "wanted ...". */
  readonly wanted: string;
}
