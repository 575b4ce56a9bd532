import type { Subject } from "../engine/subject";
import type { AlarmKind } from "./kinds";

/** Kinds whose values are whole numbers of things. */
const counted: ReadonlySet<string> = new Set(["calls", "messages", "requests", "events"]);

/** Operators by which a higher value raises an alarm. */
const rising: ReadonlySet<string> = new Set(["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"]);

/** Whether an alarm is raised by high values. @throws {Undecided} */
export function isRising(subject: Subject): boolean {
  return rising.has(subject.text("comparisonOperator") ?? "");
}

/**
 * The highest value that does not raise an alarm: of a count, 4 for both "more than 4" and "5 or more"; of anything else the threshold.
 *
 * @returns undefined when high values do not raise it, or its threshold is no number
 * @throws {Undecided}
 */
export function tolerated(subject: Subject, { unit }: Pick<AlarmKind, "unit">): number | undefined {
  const threshold = subject.number("threshold");
  if (threshold === undefined || !Number.isFinite(threshold) || !isRising(subject)) return undefined;
  if (!counted.has(unit)) return threshold;
  return subject.text("comparisonOperator") === "GreaterThanThreshold"
    ? Math.floor(threshold)
    : Math.ceil(threshold) - 1;
}
