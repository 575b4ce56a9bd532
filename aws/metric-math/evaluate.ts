import { functions } from "./functions";
import type { Expression, Filling, Operator } from "./parse";
import {
  list,
  type MetricData,
  MetricMathError,
  mapSeries,
  type Points,
  scalar,
  series,
  titleOf,
  type Value,
} from "./value";

/**
 * Evaluates an expression over the data points of its metrics, as CloudWatch does:
 *
 * - An operation on two metrics takes a missing value as 0, unless both are missing: then there is no data point.
 * - A division by zero gives no data point.
 * - A comparison gives 1 or 0.
 *
 * Source: CloudWatch User Guide, "Metric math syntax and functions".
 *
 * @returns the resulting time series
 * @throws {MetricMathError} an id is not among the metrics, types do not fit, or the result is not a single time series
 */
export function evaluate(expression: Expression, data: MetricData): Points {
  const value = worthOf(expression, data);
  if (value.kind !== "series") throw new MetricMathError(`the result is ${titleOf(value)}, not a time series`);
  return value.points;
}

/**
 * As `evaluate`, for a single period.
 *
 * @param samples by id; undefined for a metric without data
 * @returns undefined where there would be no data point
 */
export function evaluateOnce(
  expression: Expression,
  samples: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const metrics = new Map(Object.entries(samples).map(([id, value]) => [id, [value]]));
  return evaluate(expression, { metrics, length: 1, periodSeconds: 60 })[0];
}

function worthOf(expression: Expression, data: MetricData): Value {
  switch (expression.kind) {
    case "number":
      return scalar(expression.value);
    case "metric":
      return series(metricOf(expression.id, data));
    case "metrics":
      return list([...data.metrics].filter(([id]) => id.includes(expression.idsWith)).map(([, points]) => points));
    case "list":
      return list(expression.items.flatMap((item) => seriesIn(worthOf(item, data))));
    case "minus":
      return combine("-", scalar(0), worthOf(expression.of, data));
    case "operation":
      return combine(expression.operator, worthOf(expression.left, data), worthOf(expression.right, data));
    case "if": {
      const { condition, whenTrue, whenFalse } = expression;
      return choose(worthOf(condition, data), worthOf(whenTrue, data), whenFalse && worthOf(whenFalse, data), data);
    }
    case "fill": {
      const { of, by } = expression;
      return mapSeries(worthOf(of, data), "FILL", filler(typeof by === "string" ? by : worthOf(by, data)));
    }
    case "call":
      return callOf(expression.name, expression.values, data);
  }
}

function metricOf(id: string, { metrics }: MetricData): Points {
  const points = metrics.get(id);
  if (points === undefined) throw new MetricMathError(`'${id}' is no id of the request`);
  return points;
}

function callOf(name: string, values: readonly Expression[], data: MetricData): Value {
  const found = functions.get(name);
  if (found === undefined) throw new MetricMathError(`the function ${name} is not evaluated`);
  return found.apply(
    values.map((value) => worthOf(value, data)),
    data,
    name,
  );
}

function seriesIn(value: Value): readonly Points[] {
  if (value.kind === "scalar") throw new MetricMathError("an array holds time series, not numbers");
  return value.kind === "series" ? [value.points] : value.series;
}

function combine(operator: Operator, left: Value, right: Value): Value {
  if (left.kind === "list") return list(left.series.map((points) => between(operator, points, sideOf(right))));
  if (right.kind === "list") return list(right.series.map((points) => between(operator, sideOf(left), points)));
  if (left.kind === "series" || right.kind === "series") return series(between(operator, sideOf(left), sideOf(right)));
  return scalar(both(operator, left.value, right.value));
}

/** Operand of an operator: a time series, or one number for every period. */
type Side = Points | number | undefined;

function sideOf(value: Value): Side {
  if (value.kind === "list") throw new MetricMathError("two arrays of time series stand side by side");
  return value.kind === "series" ? value.points : value.value;
}

function between(operator: Operator, left: Side, right: Side): Points {
  if (!isPoints(left)) return isPoints(right) ? right.map((point) => both(operator, left, point)) : [];
  if (!isPoints(right)) return left.map((point) => both(operator, point, right));
  return left.map((point, at) => {
    const other = right[at];
    return point === undefined && other === undefined ? undefined : both(operator, point ?? 0, other ?? 0);
  });
}

function isPoints(side: Side): side is Points {
  return typeof side === "object";
}

function both(operator: Operator, left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : calculations[operator](left, right);
}

const calculations: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "&&": (left, right) => Number(left !== 0 && right !== 0),
  "||": (left, right) => Number(left !== 0 || right !== 0),
};

/**
 * The condition counts as true unless it is 0. Without a data point of the condition there is none in the result. If it is true and the
 * chosen metric has no data point, the result is 0; if it is false and the other metric has none, the result has none.
 *
 * Source: CloudWatch User Guide, "Using IF expressions".
 */
function choose(condition: Value, whenTrue: Value, whenFalse: Value | undefined, { length }: MetricData): Value {
  if (condition.kind === "list" || whenTrue.kind === "list" || whenFalse?.kind === "list")
    throw new MetricMathError("IF takes numbers and time series, not an array of them");
  const otherwise = whenFalse ?? series(Array<undefined>(length).fill(undefined));
  if (condition.kind === "scalar") return condition.value !== 0 && condition.value !== undefined ? whenTrue : otherwise;
  return series(
    condition.points.map((point, at) => {
      if (point === undefined) return undefined;
      return point === 0 ? pointAt(otherwise, at) : (pointAt(whenTrue, at) ?? 0);
    }),
  );
}

function pointAt(value: Value, at: number): number | undefined {
  const side = sideOf(value);
  return isPoints(side) ? side[at] : side;
}

function filler(by: Value | Filling): (points: Points) => Points {
  if (by === "REPEAT") return repeat;
  if (by === "LINEAR") return interpolate;
  if (by.kind === "list") throw new MetricMathError("FILL fills by a number or a time series, not an array of them");
  return (points) => points.map((point, at) => point ?? pointAt(by, at));
}

function repeat(points: Points): Points {
  let last: number | undefined;
  return points.map((point) => {
    last = point ?? last;
    return last;
  });
}

/** Fills gaps by linear interpolation. A gap at the start or the end stays, because one side has no value. */
function interpolate(points: Points): Points {
  return points.map((point, at) => {
    if (point !== undefined) return point;
    const before = points.findLastIndex((other, index) => index < at && other !== undefined);
    const after = points.findIndex((other, index) => index > at && other !== undefined);
    const [from, to] = [points[before], points[after]];
    return from === undefined || to === undefined ? undefined : from + ((to - from) * (at - before)) / (after - before);
  });
}
