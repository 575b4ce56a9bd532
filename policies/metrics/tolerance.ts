import type { Resource } from "../engine/resource";
import type { AlarmKind } from "./kinds";

/** Units whose values are whole numbers. */
const counted: ReadonlySet<string> = new Set(["calls", "messages", "requests", "events", "days"]);

/** Operators by which a higher value raises an alarm. */
const rising: ReadonlySet<string> = new Set(["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"]);

/** Whether an alarm is raised by high values. @throws {UnknownValue} */
export function isRising(resource: Resource): boolean {
  return rising.has(resource.text("comparisonOperator") ?? "");
}

/**
 * The highest value that does not raise an alarm. For counts, 4 both for "more than 4" and for "5 or more"; otherwise the threshold.
 *
 * @returns undefined when high values do not raise the alarm, or its threshold is not a number
 * @throws {UnknownValue}
 */
export function tolerated(resource: Resource, { unit }: Pick<AlarmKind, "unit">): number | undefined {
  const threshold = resource.number("threshold");
  if (threshold === undefined || !Number.isFinite(threshold) || !isRising(resource)) return undefined;
  if (!counted.has(unit)) return threshold;
  return resource.text("comparisonOperator") === "GreaterThanThreshold"
    ? Math.floor(threshold)
    : Math.ceil(threshold) - 1;
}
