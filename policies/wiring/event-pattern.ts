import { compileEventPattern, EventPatternError, type PatternDialect } from "../../aws/event-pattern";
import { fields } from "./api-document";

/** What is wrong with a pattern, as the end of the sentence "wanted ...". */
export interface PatternFault {
  /** Path in the pattern; empty for all of it. */
  readonly path: string;
  readonly wanted: string;
}

/**
 * What is wrong with a consumer's pattern: AWS rejects it, or one of its alternatives matches no message that anyone publishes. That finds
 * a pattern that matches nothing, and a misspelt value beside a right one.
 *
 * @param samples one message of each kind that can arrive, with `anything` for values that are not known
 */
export function patternFault(
  pattern: unknown,
  dialect: PatternDialect,
  samples: readonly unknown[],
): PatternFault | undefined {
  try {
    const compiled = compileEventPattern(pattern, dialect);
    const [path] = compiled.idleAlternatives(samples);
    if (path !== undefined) return { path, wanted: "what somebody publishes: nothing comes by this" };
    if (samples.some((sample) => compiled.matches(sample))) return undefined;
    return { path: "", wanted: "what somebody publishes: nothing comes by this" };
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    return { path: error.path, wanted: `a pattern that ${dialect.name} takes: ${error.message}` };
  }
}

/** Whether a condition of a pattern excludes anything. */
export function isNarrow(condition: unknown): boolean {
  const operator = fields(condition);
  if (operator === undefined) return condition !== "" && condition !== null && condition !== undefined;
  return ["prefix", "suffix", "equals-ignore-case", "wildcard"].some((name) => {
    const value = operator[name];
    return typeof value === "string" && value.replaceAll("*", "") !== "";
  });
}
