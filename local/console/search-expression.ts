// SEARCH in metric math, as far as this program's dashboards use it.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
import { type MetricPoint, readStatistic, type Statistic } from "../../aws/alarms/series";
import { MetricMathError } from "../../aws/metric-math/value";

type Metric = Pick<MetricPoint, "namespace" | "name" | "dimensions">;

/** An expression whose searches have become lists of ids. */
export interface Searched {
  readonly expression: string;
  /** What the ids stand for. */
  readonly found: ReadonlyMap<string, { readonly metric: Metric; readonly statistic: Statistic }>;
  /** For an expression that is a search and nothing else: each metric is a line of its own. */
  readonly alone?: { readonly found: readonly Metric[]; readonly statistic: Statistic };
}

const search = /SEARCH\(\s*'([^']*)'\s*,\s*'([^']*)'(?:\s*,\s*\d+)?\s*\)/g;

/** Finds the metrics of each `SEARCH`. @throws {MetricMathError} a search of a form that is not known here */
export function readSearches(text: string, metrics: readonly Metric[]): Searched {
  const found = new Map<string, { readonly metric: Metric; readonly statistic: Statistic }>();
  let alone: Searched["alone"];
  const expression = text.replaceAll(search, (whole, terms: string, stat: string) => {
    const statistic = readStatistic(stat);
    if (statistic === undefined) throw new MetricMathError(`the statistic '${stat}' is not computed here`);
    const matches = metrics.filter(matcherOf(terms));
    if (whole === text.trim()) alone = { found: matches, statistic };
    const ids = matches.map((metric) => {
      const id = `search_${found.size}`;
      found.set(id, { metric, statistic });
      return id;
    });
    return `[${ids.join(", ")}]`;
  });
  if (/SEARCH\s*\(/.test(expression)) throw new MetricMathError("the search is of a form that is not evaluated here");
  return { expression, found, ...(alone !== undefined && { alone }) };
}

/** `{Namespace,Dimension,...} Name="value" ...`: metrics with exactly these dimensions and these values. */
function matcherOf(terms: string): (metric: Metric) => boolean {
  const [, schema = "", rest = ""] = /^\s*\{([^}]*)\}(.*)$/s.exec(terms) ?? [];
  const [namespace, ...names] = schema.split(",").map((part) => part.trim().replace(/^"|"$/g, ""));
  const pairs = [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value] as const);
  if (namespace === undefined || namespace === "" || rest.replace(/(\w+)="([^"]*)"/g, "").trim() !== "")
    throw new MetricMathError(`the search '${terms}' is of a form that is not evaluated here`);
  const wanted = names.toSorted().join(",");
  return (metric) =>
    metric.namespace === namespace &&
    Object.keys(metric.dimensions).toSorted().join(",") === wanted &&
    pairs.every(([name, value]) => (name === "MetricName" ? metric.name : metric.dimensions[name]) === value);
}
