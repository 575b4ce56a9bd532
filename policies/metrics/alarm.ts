import type { Resource } from "../engine/resource";
import type { MetricReference } from "./reference";

/** One of an alarm's queries: a metric or an expression. */
export interface AlarmQuery {
  readonly path: string;
  readonly id: string;
  readonly expression: string | undefined;
  readonly metric: MetricReference | undefined;
  /** Whether the alarm compares this query to the threshold. */
  readonly returned: boolean;
}

/** An alarm as CloudWatch would evaluate it. */
export interface Alarm {
  readonly resource: Resource;
  /** Empty for an alarm on a single metric. */
  readonly queries: readonly AlarmQuery[];
  /** The single metric, or those in the queries. */
  readonly metrics: readonly MetricReference[];
  /** The expression that the alarm compares to the threshold; undefined for an alarm on a single metric. */
  readonly expression: string | undefined;
}

/** Reads an alarm. @throws {UnknownValue} a property that decides which metrics it watches is not known yet */
export function readAlarm(resource: Resource): Alarm {
  const queries = indexes(resource, "metricQueries").map((index) => readQuery(resource, `metricQueries.${index}`));
  const single = readSingle(resource);
  const inQueries = queries.flatMap(({ metric }) => (metric === undefined ? [] : [metric]));
  return {
    resource,
    queries,
    metrics: single === undefined ? inQueries : [single, ...inQueries],
    expression: queries.find(({ returned }) => returned)?.expression,
  };
}

/** The indexes of a list, even when its items are unknown. @throws {UnknownValue} the list as a whole is not known */
export function indexes(resource: Resource, path: string): readonly number[] {
  const value = resource.value(path);
  return Array.isArray(value) ? [...value.keys()] : [];
}

/** A number; zero counts as absent, because the provider's state has zero for numbers that were never set. @throws {UnknownValue} */
export function positive(resource: Resource, path: string): number | undefined {
  return resource.number(path) || undefined;
}

function readSingle(resource: Resource): MetricReference | undefined {
  const [namespace, name] = [resource.text("namespace"), resource.text("metricName")];
  if (namespace === undefined && name === undefined) return undefined;
  const statistics = [resource.text("statistic"), resource.text("extendedStatistic")].filter(
    (text) => text !== undefined,
  );
  return {
    path: "",
    namespace: namespace ?? "",
    name: name ?? "",
    dimensions: textsIn(resource, "dimensions"),
    statistic: statistics.length === 1 ? (statistics[0] ?? "") : "",
    period: positive(resource, "period"),
    unit: resource.text("unit"),
  };
}

function readQuery(resource: Resource, path: string): AlarmQuery {
  return {
    path,
    id: resource.text(`${path}.id`) ?? "",
    expression: resource.text(`${path}.expression`),
    metric: resource.value(`${path}.metric`) === undefined ? undefined : readQueryMetric(resource, `${path}.metric`),
    returned: resource.flag(`${path}.returnData`) === true,
  };
}

function readQueryMetric(resource: Resource, path: string): MetricReference {
  return {
    path,
    namespace: resource.text(`${path}.namespace`) ?? "",
    name: resource.text(`${path}.metricName`) ?? "",
    dimensions: textsIn(resource, `${path}.dimensions`),
    statistic: resource.text(`${path}.stat`) ?? "",
    period: positive(resource, `${path}.period`),
    unit: resource.text(`${path}.unit`),
  };
}

function textsIn(resource: Resource, path: string): Readonly<Record<string, string>> {
  const keys = resource.keys(path);
  return Object.fromEntries(keys.map((key) => [key, dimension(resource, path, key)]));
}

/** Read from the object, not by path: a dimension's name may contain dots, which a path would split. */
function dimension(resource: Resource, path: string, key: string): string {
  return key.includes(".")
    ? String(Reflect.get(Object(resource.value(path)), key))
    : (resource.text(`${path}.${key}`) ?? "");
}
