import { setTimeout as delay } from "node:timers/promises";
import { outcomeOf, type Workload } from "../../../functions/monitoring/domain/outcome";
import { describeAlarms } from "../../../ops/stack/alarms";
import type { FakeAlarms } from "../../alarms/fake";
import { alarmsOf, gathererOf } from "../../alarms/of-stack";
import { until } from "../poll";
import type { Traffic } from "../traffic";
import { simulate, workloadOf } from "./simulations";

/**
 * The run lasts half a minute, and the alarms' periods five minutes: so for them a second of the run is a minute, every time stamp
 * alike. Nothing is left out and nothing is added.
 */
const secondsPerSecond = 60;
const minuteMs = 60_000 / secondsPerSecond;
/** A function's alarms look at periods of five minutes. */
const periodMs = 5 * minuteMs;

/**
 * Calls of one outburst, and how many of them fail, by the seed: near its 7 %. The failures are spread evenly, the first and the last call
 * among them, so that a part which the end of a period cuts off has its share. Where it has not, the alarm ends for a while.
 */
const outburst = { calls: 37, failures: 3 };
/** Two raise the alarm, unless they take so long that a period holds but a part of one: then trouble goes on. */
const mostOutbursts = 4;
/** Calls that succeed afterwards. */
const quiet = 30;

/** Name of the alarm on a function's error rate. */
export function errorRateAlarm(functionName: string, environmentSuffix: string): string {
  return `${functionName.slice(0, -environmentSuffix.length - 1)}-error-rate-alarm-${environmentSuffix}`;
}

/** The fake for the alarms of a stack; time begins now. */
export function watchAlarms({ aws, stack }: Traffic): FakeAlarms {
  return alarmsOf(stack, aws, gathererOf(stack, aws, { origin: Date.now(), factor: secondsPerSecond }));
}

/** Evaluates the alarms up to now, and keeps the result. */
export async function judgeAlarms({ journal }: Traffic, alarms: FakeAlarms): Promise<void> {
  journal.judgements.push(await alarms.judge(Date.now()));
}

/**
 * Trouble with the simulator in two periods, as its seed has it; then a period without. The alarm on its error rate is looked at in the
 * emulator after each. It calls and waits for a quarter of a minute, so it runs beside other traffic.
 */
export async function alarmDrill(traffic: Traffic, alarms: FakeAlarms): Promise<void> {
  const { aws, outputs, random, signal, journal } = traffic;
  const { simulatorFunctionName: functionName } = outputs.monitoring;
  if (functionName === undefined) return;
  const workload = await workloadOf(aws.lambda, functionName);
  const call = async (sequences: readonly number[]) => {
    journal.simulated.push(...(await simulate({ lambda: aws.lambda, functionName, sequences, random, signal })));
  };
  const sees = async (state: "ALARM" | "OK", limitMs: number): Promise<boolean> => {
    const alarm = errorRateAlarm(functionName, outputs.stack.environmentSuffix);
    const { ok } = await until(
      async () => {
        await judgeAlarms(traffic, alarms);
        const shown = await describeAlarms(aws.cloudWatch, outputs.stack.environmentSuffix);
        const { StateValue, StateReason = "" } = shown.find(({ AlarmName }) => AlarmName === alarm) ?? {};
        if (StateValue === state) journal.sightings.push({ alarm, state, reason: StateReason });
        return { ok: StateValue === state, detail: "" };
      },
      { signal, stretch: traffic.stretch, limitMs, firstPauseMs: minuteMs },
    );
    return ok;
  };

  const { failing, passing } = numbersOf(workload);
  for (let done = 0; done < mostOutbursts; done++) {
    if (done > 0) await delay(periodMs + minuteMs, undefined, { signal });
    await call(spread(failing.splice(0, outburst.failures), passing.splice(0, outburst.calls - outburst.failures)));
    if (done > 0 && (await sees("ALARM", 3 * minuteMs))) break;
  }
  await delay(periodMs, undefined, { signal });
  await call(passing.splice(0, quiet));
  await sees("OK", 5 * periodMs);
}

/** Numbers of calls by what the seed says of them. */
function numbersOf(workload: Workload): { readonly failing: number[]; readonly passing: number[] } {
  const all = Array.from({ length: 1_000 }, (_, sequence) => sequence);
  const fails = (sequence: number) => outcomeOf(workload, sequence).fails;
  return { failing: all.filter(fails), passing: all.filter((sequence) => !fails(sequence)) };
}

/** Puts the failures among the other calls at equal distances, the first in front and the last at the end. */
export function spread(failing: readonly number[], passing: readonly number[]): readonly number[] {
  const gaps = Math.max(1, failing.length - 1);
  return failing.flatMap((sequence, index) => [
    sequence,
    ...passing.slice(Math.round((index * passing.length) / gaps), Math.round(((index + 1) * passing.length) / gaps)),
  ]);
}
