import type { Transition } from "../../aws/alarms/judge";
import { minuteMs, simulatedTime } from "../../aws/alarms/series";
import type { Drill } from "./drill";
import type { DrillResult } from "./result";
import { alarmsThatCount, type Stage, shortName } from "./stage";

/**
 * Alarms on lengths of time, which a second that stands for a minute may raise by itself: what takes a real second, such as the start of an
 * emulator's worker or the wait before a second try, looks sixty times as long. By the end of their names.
 */
const bySimulatedTime: Readonly<Record<string, string>> = {
  "-duration": "the start of an emulator's worker counts as time of the call",
  "-queue-age": "a message that waits for its next try looks sixty times as old",
  "-iterator-age": "a record that waits for its next try looks sixty times as old",
  "-stalled": "an order's way through the pipeline takes seconds, which count as minutes",
  "api-latency": "the start of an emulator's worker counts as time of the request",
};

/** When a drill's parts began. */
export interface DrillTimes {
  /** Changes of alarms before the fault. */
  readonly steady: number;
  /** Epoch milliseconds, real. */
  readonly faultAt: number;
}

/** What a drill expects of alarms, against what happened. */
export function alarmsOf(drill: Drill, stage: Stage, { steady, faultAt }: DrillTimes) {
  const counting = alarmsThatCount(stage, drill.alarms);
  const sinceFault = (transitions: readonly Transition[]) =>
    transitions.slice(steady).filter(({ alarm }) => counting.has(alarm));
  const firedIn = (transitions: readonly Transition[]) => [
    ...new Set(
      sinceFault(transitions)
        .filter(({ to }) => to === "ALARM")
        .map(({ alarm }) => shortName(stage, alarm)),
    ),
  ];
  const why = (name: string): string | undefined =>
    drill.alsoRaised?.[name] ?? Object.entries(bySimulatedTime).find(([end]) => name.endsWith(end))?.[1];
  return {
    missing: (transitions: readonly Transition[]) => {
      const fired = firedIn(transitions);
      return drill.alarms.filter((name) => !fired.includes(name));
    },
    result(transitions: readonly Transition[]): DrillResult["alarms"] {
      const fired = firedIn(transitions);
      const others = fired.filter((name) => !drill.alarms.includes(name));
      const judgement = stage.context.traffic.journal.judgements.at(-1);
      const faultMinute = judgement === undefined ? 0 : Math.floor(simulatedTime(judgement.clock, faultAt) / minuteMs);
      return {
        expected: drill.alarms,
        fired,
        unexpected: others.filter((name) => why(name) === undefined),
        explained: Object.fromEntries(
          others.flatMap((name) => (why(name) === undefined ? [] : [[name, why(name) ?? ""]])),
        ),
        changes: sinceFault(transitions).map(({ alarm, to, minute, reason }) => ({
          ...{ alarm: shortName(stage, alarm), to, minute: minute - faultMinute, reason },
        })),
      };
    },
  };
}
