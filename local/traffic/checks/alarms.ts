import { paginateDescribeAlarmHistory } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { timeOf } from "../../../aws/alarms/judge";
import { metricKey } from "../../../aws/alarms/series";
import { describeAlarms } from "../../../ops/stack/alarms";
import { functionNamesOf } from "../../../ops/stack/outputs";
import { errorRateAlarm } from "../scenarios/alarm-drill";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

const historyData = z.looseObject({ newState: z.looseObject({ stateValue: z.string() }) });
const alert = z.looseObject({ AlarmName: z.string(), NewStateValue: z.string() });

/** States that an alarm went through in the emulator, the oldest first. */
async function historyOf({ aws }: Traffic, AlarmName: string): Promise<readonly string[]> {
  const states: string[] = [];
  const pages = paginateDescribeAlarmHistory(
    { client: aws.cloudWatch },
    { AlarmName, HistoryItemType: "StateUpdate", ScanBy: "TimestampAscending" },
  );
  for await (const { AlarmHistoryItems = [] } of pages) {
    for (const { HistoryData = "{}" } of AlarmHistoryItems) {
      const item = historyData.safeParse(JSON.parse(HistoryData));
      if (item.success) states.push(item.data.newState.stateValue);
    }
  }
  return states;
}

/** The simulator's failures raise its alarm, which notifies the topic and ends; no other alarm is raised. */
export const alarmRaised: Check = {
  pipeline: "monitoring",
  ids: ["M8"],
  needsInspection: true,
  async look({ traffic, evidence, alertsQueueUrl }) {
    const { outputs, journal } = traffic;
    const { simulatorFunctionName } = outputs.monitoring;
    const { environmentSuffix } = outputs.stack;
    const judgement = journal.judgements.at(-1);
    if (simulatorFunctionName === undefined) return { ok: false, detail: "there is no simulator in this stack" };
    if (judgement === undefined) return { ok: false, detail: "no alarm was judged" };
    const wrong: string[] = [];
    const alarm = errorRateAlarm(simulatorFunctionName, environmentSuffix);

    // The alarm must have been evaluated with the same figures as the callers observed.
    const measured = (name: string) =>
      judgement.gathered.series.total(
        metricKey({
          namespace: "AWS/Lambda",
          name,
          dimensions: { FunctionName: simulatorFunctionName, Resource: `${simulatorFunctionName}:live` },
        }),
      );
    const failures = journal.simulated.filter(({ failed }) => failed).length;
    for (const [name, seen] of [
      ["Invocations", journal.simulated.length],
      ["Errors", failures],
    ] as const)
      if (measured(name) !== seen) wrong.push(`${name} of the simulator is ${measured(name)}, its callers saw ${seen}`);

    const sighted = journal.sightings.filter((sighting) => sighting.alarm === alarm).map(({ state }) => state);
    if (sighted.join() !== "ALARM,OK")
      wrong.push(`the emulator showed ${alarm} as ${sighted.join(" and ") || "nothing"}`);
    const history = await historyOf(traffic, alarm);
    const raised = history.filter((state) => state === "ALARM").length;
    if (raised === 0 || history.at(-1) !== "OK")
      wrong.push(`${alarm} went through ${history.join(", ") || "no state"}`);
    const published = (await evidence.queue(alertsQueueUrl)).flatMap(({ Body }) => {
      const message = alert.safeParse(JSON.parse(Body));
      return message.success && message.data.AlarmName === alarm ? [message.data.NewStateValue] : [];
    });
    if (published.length !== raised || published.some((state) => state !== "ALARM"))
      wrong.push(
        `${alarm} was raised ${raised} times, and the alerts topic published ${published.join(", ") || "nothing"}`,
      );

    const { quiet, problems } = await quietOnes(traffic);
    wrong.push(...problems);
    const when = judgement.transitions
      .filter((change) => change.alarm === alarm)
      .map(({ minute, to, dataPoints }) => {
        const rates = dataPoints.map((rate) => `${Math.round(rate)} %`).join(", ");
        return `${to} at ${timeOf(minute).slice(11, 16)} (${rates || "no calls"})`;
      });
    return verdict(
      wrong,
      `${journal.simulated.length} calls of the simulator, ${failures} failed: its error-rate alarm went ${when.join(", ")}, and the alerts topic published it; ` +
        `those of ${quiet} functions without a failure stayed OK. A fake judged, and a second of the run stood for ${judgement.clock.factor} s`,
    );
  },
};

/** Functions without a failed call: their alarms on the error rate must never have been raised. */
async function quietOnes(traffic: Traffic): Promise<{ readonly quiet: number; readonly problems: readonly string[] }> {
  const { outputs, aws, journal } = traffic;
  const { environmentSuffix } = outputs.stack;
  const series = journal.judgements.at(-1)?.gathered.series;
  const total = (name: string, FunctionName: string) =>
    series?.total(metricKey({ namespace: "AWS/Lambda", name, dimensions: { FunctionName } })) ?? 0;
  const quiet = functionNamesOf(traffic.outputs).filter(
    (name) => total("Invocations", name) > 0 && total("Errors", name) === 0,
  );
  const shown = await describeAlarms(aws.cloudWatch, environmentSuffix);
  const problems = quiet.length === 0 ? ["every function failed at something"] : [];
  for (const name of quiet) {
    const alarm = errorRateAlarm(name, environmentSuffix);
    const state = shown.find(({ AlarmName }) => AlarmName === alarm)?.StateValue;
    const history = await historyOf(traffic, alarm);
    if (state !== "OK" || history.includes("ALARM"))
      problems.push(`${alarm} is ${state}, although no call of ${name} failed`);
  }
  return { quiet: quiet.length, problems };
}
