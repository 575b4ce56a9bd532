import type { Subject } from "../engine/subject";
import type { MetricReference } from "./reference";

/** Type of an alarm. */
export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** One of an alarm's queries: a metric or an expression. */
export interface AlarmQuery {
  readonly path: string;
  readonly id: string;
  readonly expression: string | undefined;
  readonly metric: MetricReference | undefined;
  /** Whether it is this one that is compared to the threshold. */
  readonly returned: boolean;
}

/** An alarm as CloudWatch would evaluate it. */
export interface Alarm {
  readonly subject: Subject;
  /** Empty for an alarm on a single metric. */
  readonly queries: readonly AlarmQuery[];
  /** The single metric, or those in the queries. */
  readonly metrics: readonly MetricReference[];
  /** The expression that is compared to the threshold; undefined for an alarm on a single metric. */
  readonly expression: string | undefined;
}

/** Reads an alarm. @throws {Undecided} a part that decides what it watches is not known yet */
export function readAlarm(subject: Subject): Alarm {
  const queries = indexes(subject, "metricQueries").map((index) => readQuery(subject, `metricQueries.${index}`));
  const single = readSingle(subject);
  const inQueries = queries.flatMap(({ metric }) => (metric === undefined ? [] : [metric]));
  return {
    subject,
    queries,
    metrics: single === undefined ? inQueries : [single, ...inQueries],
    expression: queries.find(({ returned }) => returned)?.expression,
  };
}

/** 0 up to the length of a list, whether its items are known or not. @throws {Undecided} the list as a whole is not known */
export function indexes(subject: Subject, path: string): readonly number[] {
  const value = subject.value(path);
  return Array.isArray(value) ? [...value.keys()] : [];
}

/** A number; zero counts as absent, for the provider's state has zeroes where nothing was set. @throws {Undecided} */
export function positive(subject: Subject, path: string): number | undefined {
  return subject.number(path) || undefined;
}

function readSingle(subject: Subject): MetricReference | undefined {
  const [namespace, name] = [subject.text("namespace"), subject.text("metricName")];
  if (namespace === undefined && name === undefined) return undefined;
  const statistics = [subject.text("statistic"), subject.text("extendedStatistic")].filter(
    (text) => text !== undefined,
  );
  return {
    path: "",
    namespace: namespace ?? "",
    name: name ?? "",
    dimensions: textsIn(subject, "dimensions"),
    statistic: statistics.length === 1 ? (statistics[0] ?? "") : "",
    period: positive(subject, "period"),
    unit: subject.text("unit"),
  };
}

function readQuery(subject: Subject, path: string): AlarmQuery {
  return {
    path,
    id: subject.text(`${path}.id`) ?? "",
    expression: subject.text(`${path}.expression`),
    metric: subject.value(`${path}.metric`) === undefined ? undefined : readQueryMetric(subject, `${path}.metric`),
    returned: subject.flag(`${path}.returnData`) === true,
  };
}

function readQueryMetric(subject: Subject, path: string): MetricReference {
  return {
    path,
    namespace: subject.text(`${path}.namespace`) ?? "",
    name: subject.text(`${path}.metricName`) ?? "",
    dimensions: textsIn(subject, `${path}.dimensions`),
    statistic: subject.text(`${path}.stat`) ?? "",
    period: positive(subject, `${path}.period`),
    unit: subject.text(`${path}.unit`),
  };
}

function textsIn(subject: Subject, path: string): Readonly<Record<string, string>> {
  const keys = subject.keys(path);
  return Object.fromEntries(keys.map((key) => [key, dimension(subject, path, key)]));
}

/** By the object and not by the path: SES's dimension has no dot, others may. */
function dimension(subject: Subject, path: string, key: string): string {
  return key.includes(".")
    ? String(Reflect.get(Object(subject.value(path)), key))
    : (subject.text(`${path}.${key}`) ?? "");
}
