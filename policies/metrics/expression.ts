import { evaluateOnce } from "../../aws/metric-math/evaluate";
import { idsIn, parseExpression } from "../../aws/metric-math/parse";
import { MetricMathError } from "../../aws/metric-math/value";
import { isSearch } from "./search";

/** The ids that an expression uses, or why it cannot be parsed. A search expression uses none. */
export type UsedIds =
  | { readonly ids: readonly string[]; readonly problem?: undefined }
  | { readonly ids: readonly []; readonly problem: string };

/** Reads which ids an expression of metric math uses. */
export function usedIds(expression: string): UsedIds {
  if (isSearch(expression)) return { ids: [] };
  try {
    return { ids: idsIn(parseExpression(expression)) };
  } catch (error) {
    if (!(error instanceof MetricMathError)) throw error;
    return { ids: [], problem: error.message };
  }
}

/** The value that an alarm would compare to its threshold, undefined for no data; or why there is no single value. */
export type Worth =
  | { readonly value: number | undefined; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** Evaluates an expression for one period. @param samples by id; undefined for a metric without data */
export function worthOf(expression: string, samples: Readonly<Record<string, number | undefined>>): Worth {
  try {
    return { value: evaluateOnce(parseExpression(expression), samples) };
  } catch (error) {
    if (!(error instanceof MetricMathError)) throw error;
    return { problem: error.message };
  }
}
