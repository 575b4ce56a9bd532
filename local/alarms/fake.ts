// A fake for CloudWatch's metrics and alarms. The emulator has no automatic metrics except those of direct calls, reads no embedded
// metrics, and evaluates neither dimensions nor expressions nor missing data. See `aws/alarms/` for the rules.
import { type CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { type AlarmQueries, metricTitles, readAlarm } from "../../aws/alarms/declared";
import { type AlarmState, type JudgedAlarm, judge, type Transition, timeOf } from "../../aws/alarms/judge";
import { minuteMs, type RunClock, simulatedTime } from "../../aws/alarms/series";
import { describeAlarms } from "../../ops/stack/alarms";
import type { Gatherer, Gathering } from "./gather";

/** What the fake needs. */
export interface FakeAlarmsOptions {
  readonly cloudWatch: CloudWatchClient;
  /** Evaluates alarms with this suffix. */
  readonly environmentSuffix: string;
  /** Queries that alarms were created with, by alarm: this emulator does not keep them. */
  readonly queries: ReadonlyMap<string, AlarmQueries>;
  /** What is measured, and by which clock. */
  readonly gatherer: Gatherer;
  /** Minutes before are not evaluated, epoch milliseconds of the clock. @default its origin */
  readonly since?: number;
}

/** Result of all evaluations so far. */
export interface Judgement {
  readonly judged: readonly JudgedAlarm[];
  /** Alarms that cannot be judged, each with its metrics that have no source; they stay as they are. */
  readonly unmeasured: ReadonlyMap<string, readonly string[]>;
  /** Every change of state, in order. */
  readonly transitions: readonly Transition[];
  /** Data of the evaluations. */
  readonly gathered: Gathering;
  readonly clock: RunClock;
}

/** Evaluates the alarms of a stack. */
export interface FakeAlarms {
  /**
   * Evaluates all alarms at the end of every minute since the last call, with the data points that exist now, and sets their states in the
   * emulator, which runs their actions. As in CloudWatch, an evaluated minute is not evaluated again.
   *
   * @param now real time, epoch milliseconds; not before that of the last call
   * @throws {AlarmError} an alarm uses a feature that the fake does not support
   */
  judge(now: number): Promise<Judgement>;
}

/** Creates the fake. */
export function createFakeAlarms(options: FakeAlarmsOptions): FakeAlarms {
  const { cloudWatch, gatherer, queries } = options;
  const { clock } = gatherer;
  const transitions: Transition[] = [];
  let last = Math.floor((options.since ?? clock.origin) / minuteMs);
  return {
    async judge(now) {
      const until = Math.floor(simulatedTime(clock, now) / minuteMs);
      const shown = await describeAlarms(cloudWatch, options.environmentSuffix);
      const gathered = await gatherer.read();
      const { titles, series } = gathered;
      const judged: JudgedAlarm[] = [];
      const unmeasured = new Map<string, readonly string[]>();
      const fresh: Transition[] = [];
      for (const found of shown) {
        const metrics = queries.get(found.AlarmName ?? "");
        const missing = metricTitles(found, metrics).filter((title) => !titles.has(title));
        if (missing.length > 0) {
          unmeasured.set(found.AlarmName ?? "", [...new Set(missing)]);
          continue;
        }
        const alarm = readAlarm(found, metrics);
        judged.push(alarm);
        const state = (found.StateValue ?? "INSUFFICIENT_DATA") as AlarmState;
        fresh.push(...judge(alarm, series, state, { after: last, until }));
      }
      fresh.sort((a, b) => a.minute - b.minute);
      for (const transition of fresh) await set(cloudWatch, transition);
      transitions.push(...fresh);
      last = Math.max(last, until);
      return { judged, unmeasured, transitions: [...transitions], gathered, clock };
    },
  };
}

async function set(client: CloudWatchClient, { alarm, to, minute, reason, dataPoints }: Transition): Promise<void> {
  await client.send(
    new SetAlarmStateCommand({
      AlarmName: alarm,
      StateValue: to,
      StateReason: `Threshold Crossed: ${reason}. Judged by the local run's fake, as of ${timeOf(minute)}.`,
      StateReasonData: JSON.stringify({ version: "1.0", queryDate: timeOf(minute), recentDatapoints: dataPoints }),
    }),
  );
}
