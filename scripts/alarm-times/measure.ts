import { AlarmError, readAlarm } from "../../aws/alarms/declared";
import { publishingMinutes } from "../../aws/alarms/facts";
import { evaluateAlarm, type JudgedAlarm } from "../../aws/alarms/judge";
import { createSeries, type Series } from "../../aws/alarms/series";
import { awsTypes } from "../../aws/resource-types";
import { alarmCommandInput, alarmInputs } from "../../program/alarm-input";
import type { GraphResource } from "../../program/graph/build-graph";
import { type Failure, health, type World } from "./failures";
import { type Settings, settingsOf } from "./settings";
import { type Assumptions, simulate } from "./simulate";

/** The alarms of a stack that can be judged, and the names of those that cannot. */
export interface DeclaredAlarms {
  readonly judged: readonly JudgedAlarm[];
  readonly unjudged: readonly string[];
}

const minutesOfDay = 24 * 60;

/** Reads the alarms as declared. */
export function alarmsOf(resources: readonly GraphResource[]): DeclaredAlarms {
  const judged: JudgedAlarm[] = [];
  const unjudged: string[] = [];
  for (const { type, name, inputs } of resources) {
    // What only takes back a roll-out notifies nobody.
    if (type !== awsTypes.cloudwatch.metricAlarm || inputs.alarmActions === undefined) continue;
    try {
      const alarm = readAlarm(alarmCommandInput(alarmInputs.parse(inputs)));
      // The simulation lasts minutes: an alarm that looks at days, such as that for missing backups, has nothing to look at.
      if (alarm.periodMinutes < minutesOfDay) judged.push(alarm);
    } catch (error) {
      if (!(error instanceof AlarmError)) throw error;
      unjudged.push(name);
    }
  }
  return { judged, unjudged };
}

/** How long a failure stays silent. */
export interface Silence {
  readonly failure: Failure;
  /** From the failure to the first alarm, at the worst of all assumptions; undefined: no alarm within the time that is simulated. */
  readonly minutes: number | undefined;
  /** The alarm that was the first then, without the environment's suffix. */
  readonly alarm: string | undefined;
}

/** Minutes of trouble to simulate: so many first, and if there is no alarm by then, so many. The last: longer than a stream's record is tried. */
const horizons = [12, 40, 90] as const;

/** A whole minute, long after the epoch: nothing else about it matters. */
const someMinute = 1_000_000;

/** Moments of the clock's minute, seconds since the last order, and pauses between the tries of a stream: the worst counts. */
const phases = [0, 40] as const;
const quiets = [0.1, 20] as const;
const streamPauses = [1, 60] as const;

/** Measures failures against the alarms of a stack. */
export function silences(resources: readonly GraphResource[], failures: readonly Failure[]): readonly Silence[] {
  const settings = settingsOf(resources);
  const { judged } = alarmsOf(resources);
  return failures.map((failure) => {
    const relevant = judged.filter(({ name }) => failure.by?.test(name) ?? true);
    const harmless = failure.onceTooOld === true ? settings.streamRecordAgeSeconds / 60 : 0;
    const runs = variants(failure.world)
      .map((assume) => firstAlarm(settings, relevant, failure.world, assume))
      .map((run) => (run.minutes === undefined ? run : { ...run, minutes: run.minutes - harmless }));
    const worst = runs.reduce((a, b) =>
      (a.minutes ?? Number.POSITIVE_INFINITY) >= (b.minutes ?? Number.POSITIVE_INFINITY) ? a : b,
    );
    return { failure, ...worst };
  });
}

/** Alarms that are raised although everything works. @returns their names */
export function falseAlarms(resources: readonly GraphResource[]): readonly string[] {
  const settings = settingsOf(resources);
  const [, length] = horizons;
  const series = seriesOf(settings, health, length, { phase: 0, quiet: 20, streamPause: 1, random: jitter() });
  const minutes = Array.from({ length }, (_, index) => someMinute + index);
  return alarmsOf(resources)
    .judged.filter((alarm) => minutes.some((minute) => evaluateAlarm(alarm, series, minute).state === "ALARM"))
    .map(({ name }) => name);
}

type Run = Omit<Silence, "failure">;
type Variant = Assumptions & { readonly phase: number };

function variants(world: Partial<World>): readonly Omit<Variant, "random">[] {
  const streams = world.publisher !== undefined || world.auditor !== undefined;
  return phases.flatMap((phase) =>
    quiets.flatMap((quiet) => (streams ? streamPauses : [1]).map((streamPause) => ({ phase, quiet, streamPause }))),
  );
}

function firstAlarm(
  settings: Settings,
  alarms: readonly JudgedAlarm[],
  world: Partial<World>,
  variant: Omit<Variant, "random">,
): Run {
  let judged = 0;
  for (const horizon of horizons) {
    const series = seriesOf(settings, world, horizon, { ...variant, random: jitter() });
    for (let minute = judged + 1; minute <= horizon; minute++) {
      const raised = alarms.find((alarm) => evaluateAlarm(alarm, series, someMinute + minute).state === "ALARM");
      if (raised === undefined) continue;
      const minutes = minute + publishingMinutes - variant.phase / 60;
      return { minutes, alarm: raised.name.slice(0, -settings.suffix.length - 1) };
    }
    judged = horizon;
  }
  return { minutes: undefined, alarm: undefined };
}

function seriesOf(settings: Settings, world: Partial<World>, horizon: number, variant: Variant): Series {
  const origin = someMinute * 60 + variant.phase;
  return createSeries({ origin: 0, factor: 1 }, simulate(settings, world, origin, horizon, variant));
}

/** The same sequence for each run: a linear congruential generator. */
function jitter(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
