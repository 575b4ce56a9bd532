import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DescribeAlarmHistoryCommand, type MetricAlarm, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { metricTitles } from "../../aws/alarms/declared";
import { awsTypes } from "../../aws/resource-types";
import { runbookOf } from "../../components/blocks/runbook";
import { projectRoot } from "../../launch/project-root.cjs";
import { describeAlarms } from "../../ops/stack/alarms";
import { alarmCommandInput, alarmInputs } from "../../program/alarm-input";
import type { AlarmDetail, AlarmSummary } from "../contract";
import { RequestError, type Route, reasonOf, route } from "./http";
import { physicalName, pipelineOfName } from "./picture/model";
import type { ConsoleSources } from "./sources";

/** Time that is drawn: enough to see the periods before a change of state. */
const drawnMs = 3 * 3_600_000;
const mostHistory = 50;

export function alarmRoutes(sources: ConsoleSources): readonly Route[] {
  const { clients, target } = sources;
  const describe = () => describeAlarms(clients.cloudWatch, target.outputs.stack.environmentSuffix);
  return [
    route("GET", "alarms", z.strictObject({}), async () => ({
      alarms: (await describe()).map((alarm) => summaryOf(alarm, sources)),
    })),
    route("GET", "alarm", z.strictObject({ name: z.string() }), async ({ name }) => {
      const found = (await describe()).find(({ AlarmName }) => AlarmName === name);
      if (found === undefined) throw new RequestError(404, `the stack has no alarm '${name}'`);
      return detailOf(found, sources);
    }),
  ];
}

/** Queries of an alarm: as it was declared, for the emulator keeps no expressions; else as AWS has them. */
function queriesOf(alarm: MetricAlarm, { resources }: ConsoleSources): readonly MetricDataQuery[] {
  const declared = resources.find(
    (resource) => resource.type === awsTypes.cloudwatch.metricAlarm && physicalName(resource) === alarm.AlarmName,
  );
  const parsed = declared === undefined ? undefined : alarmInputs.safeParse(declared.inputs);
  const { Metrics, Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Period } =
    parsed?.success === true ? alarmCommandInput(parsed.data) : alarm;
  if (Metrics !== undefined && Metrics.length > 0) return Metrics;
  return [
    {
      Id: "metric",
      MetricStat: {
        Metric: { Namespace, MetricName, Dimensions },
        Period: Period ?? 60,
        Stat: Statistic ?? ExtendedStatistic,
      },
    },
  ];
}

function summaryOf(alarm: MetricAlarm, sources: ConsoleSources): AlarmSummary {
  const { AlarmName: name = "", AlarmDescription: text = "", StateUpdatedTimestamp, StateReason, StateValue } = alarm;
  const page = runbookOf(text);
  return {
    name,
    pipeline: pipelineOfName(name),
    state: StateValue ?? "INSUFFICIENT_DATA",
    since: StateUpdatedTimestamp?.toISOString() ?? "",
    reason: StateReason ?? "",
    summary: page === undefined ? text : text.replace(/ Runbook: \S+$/, ""),
    condition: conditionOf(alarm, queriesOf(alarm, sources)),
  };
}

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanThreshold: "above",
  GreaterThanOrEqualToThreshold: "at least",
  LessThanThreshold: "below",
  LessThanOrEqualToThreshold: "at most",
};

function conditionOf(alarm: MetricAlarm, queries: readonly MetricDataQuery[]): string {
  const { ComparisonOperator = "", Threshold, EvaluationPeriods = 1, DatapointsToAlarm, TreatMissingData } = alarm;
  const returned = queries.find(({ ReturnData }) => ReturnData !== false);
  const period = Math.max(...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 60));
  const what =
    returned?.Expression ?? `${returned?.MetricStat?.Stat ?? ""} of ${metricTitles(alarm, [...queries]).join(", ")}`;
  const missing = TreatMissingData === "breaching" ? "; no data counts as a breach" : "";
  return `${what} ${comparisons[ComparisonOperator] ?? ComparisonOperator} ${Threshold ?? "?"}, in ${DatapointsToAlarm ?? EvaluationPeriods} of ${EvaluationPeriods} periods of ${period / 60} min${missing}`;
}

async function detailOf(alarm: MetricAlarm, sources: ConsoleSources): Promise<AlarmDetail> {
  const to = Date.now();
  const from = to - drawnMs;
  const notices: string[] = [];
  const queries = queriesOf(alarm, sources);
  const [data, history, runbook] = await Promise.all([
    sources.metrics.data(queries, { from, to }),
    readHistory(alarm.AlarmName ?? "", sources).catch((error: unknown) => {
      notices.push(`its history could not be read: ${reasonOf(error)}`);
      return [];
    }),
    readRunbook(alarm.AlarmDescription),
  ]);
  return {
    ...summaryOf(alarm, sources),
    threshold: alarm.Threshold,
    lines: data.lines.map(({ label, points }) => ({
      label,
      points: points.map(([time, value]) => [time / 1000, value] as const),
    })),
    from: from / 1000,
    to: to / 1000,
    notices: [...notices, ...data.gaps],
    history,
    runbook,
  };
}

async function readHistory(name: string, { clients }: ConsoleSources): Promise<AlarmDetail["history"]> {
  const { AlarmHistoryItems = [] } = await clients.cloudWatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: name, MaxRecords: mostHistory, ScanBy: "TimestampDescending" }),
  );
  return AlarmHistoryItems.map(({ Timestamp, HistorySummary = "" }) => ({
    at: Timestamp?.toISOString() ?? "",
    text: HistorySummary,
  }));
}

/** The page of this checkout that the alarm's description links to. */
async function readRunbook(description: string | undefined): Promise<AlarmDetail["runbook"]> {
  const name = /([\w-]+)\.md$/.exec(runbookOf(description) ?? "")?.[1];
  if (name === undefined) return undefined;
  try {
    return { name, text: await readFile(join(projectRoot, "docs", "runbooks", `${name}.md`), "utf8") };
  } catch {
    return undefined;
  }
}
