import type { MetricReference } from "./reference";

/** Value of a dimension that a search does not fix. */
export const anyValue = "*";

/** Whether an expression searches for metrics. */
export function isSearch(expression: string): boolean {
  return /\bSEARCH\s*\(/i.test(expression);
}

/**
 * The metrics that a dashboard's search expression would find, as one reference: dimensions that it does not fix have the value `*`.
 * Undefined for an expression that is not a search. A search that cannot be parsed gets an empty namespace, which matches nothing.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function readSearch(expression: string, path: string): MetricReference | undefined {
  if (!isSearch(expression)) return undefined;
  const unreadable = {
    path,
    namespace: "",
    name: "",
    dimensions: {},
    statistic: "",
    period: undefined,
    unit: undefined,
  };
  const call = /^SEARCH\('\{([^}]+)\}\s*([^']*)',\s*'([^']+)'(?:,\s*(\d+))?\)$/.exec(expression);
  if (call === null) return unreadable;
  const [, schema = "", terms = "", statistic = "", period] = call;
  const [namespace = "", ...keys] = schema.split(",").map((part) => part.trim().replace(/^"(.*)"$/, "$1"));
  const given = new Map([...terms.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
  const stray = [...given.keys()].find((key) => key !== "MetricName" && !keys.includes(key));
  if (stray !== undefined) return unreadable;
  return {
    path,
    namespace,
    name: given.get("MetricName") ?? "",
    dimensions: Object.fromEntries(keys.map((key) => [key, given.get(key) ?? anyValue])),
    statistic,
    period: period === undefined ? undefined : Number(period),
    unit: undefined,
  };
}
