import type { Executed } from "./commands";

/** How a drill ended. */
export type DrillVerdict =
  /** As it was believed: each expected alarm and no other, nothing lost or doubled, and the runbook's commands recovered it. */
  | "held"
  | "failed"
  /** Something was missing, and this machine was too busy to blame the program for it. */
  | "refused";

/** An alarm during a drill, in the drill's own clock: a minute for each second. */
export interface AlarmChange {
  readonly alarm: string;
  readonly to: "OK" | "ALARM";
  /** Minutes since the fault began; negative before. */
  readonly minute: number;
  readonly reason: string;
}

/** A phase of a drill. */
export interface Phase {
  readonly name: "steady" | "fault" | "recovery" | "calm";
  /** Seconds since the drill began. */
  readonly from: number;
  readonly to: number;
}

/** The result of a drill; what `npm run drill -- --json` writes for each. */
export interface DrillResult {
  readonly name: string;
  readonly runbook: string;
  readonly hypothesis: string;
  readonly seed: number;
  /** When it began, ISO 8601 in UTC. */
  readonly at: string;
  readonly faults: {
    /** Rules and other faults that were injected. */
    readonly asked: number;
    /** Calls of functions that rules met. */
    readonly hit: number;
    /** All calls of functions during the drill. */
    readonly calls: number;
    readonly list: readonly string[];
  };
  readonly alarms: {
    readonly expected: readonly string[];
    readonly fired: readonly string[];
    readonly unexpected: readonly string[];
    /** Of those that fired: raised besides the expected ones, each with the reason. */
    readonly explained: Readonly<Record<string, string>>;
    readonly changes: readonly AlarmChange[];
  };
  readonly sent: number;
  readonly seen: number;
  readonly lost: number;
  readonly duplicated: number;
  /** The most that lay in all failure queues at once, broken messages that were sent on purpose among them. */
  readonly deadLettered: number;
  /** The runbook's commands succeeded, every alarm is OK, every queue is empty. */
  readonly recovered: boolean;
  readonly commands: readonly Executed[];
  readonly phases: readonly Phase[];
  readonly notShown: readonly string[];
  readonly verdict: DrillVerdict;
  /** What did not hold; empty when all did. */
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** Nothing is sent twice because a machine is slow; everything else that a drill misses may only be late. */
export function verdictOf({
  problems,
  duplicated,
  busy,
}: Pick<DrillResult, "problems" | "duplicated"> & { readonly busy: boolean }): DrillVerdict {
  if (problems.length === 0) return "held";
  return busy && duplicated === 0 ? "refused" : "failed";
}
