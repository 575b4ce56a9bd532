import type { GraphResource } from "../../../program/graph/build-graph";
import { failures } from "../../../scripts/alarm-times/failures";
import { silences } from "../../../scripts/alarm-times/measure";

/** Minutes that a failure stays silent in a stack without some of its alarms; infinite when nothing shows it. */
export function minutesWithout(graph: readonly GraphResource[], ending: RegExp, what: string): number {
  const [silence] = silences(
    graph.filter(({ name }) => !ending.test(name)),
    failures.filter((failure) => failure.what === what),
  );
  return silence?.minutes ?? Number.POSITIVE_INFINITY;
}
