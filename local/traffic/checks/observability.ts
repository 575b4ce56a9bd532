// Alarms and dashboards, read back from the emulator. Whether they watch the right things is shown by the tests of the whole program.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { GetDashboardCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { runbookOf } from "../../../components/blocks/runbook";
import { SHARED } from "../../../components/naming";
import { pipelineNames } from "../../../components/pipelines";
import { projectRoot } from "../../../launch/project-root.cjs";
import { describeAlarms } from "../../../ops/stack/alarms";
import { functionNamesOf } from "../../../ops/stack/outputs";
import type { Traffic } from "../traffic";
import { type Check, verdict } from "./check";

/** Alarms of this stack. */
function alarmsOf({ aws, outputs }: Traffic): Promise<readonly MetricAlarm[]> {
  return describeAlarms(aws.cloudWatch, outputs.stack.environmentSuffix);
}

/** Percent of failed calls, without a division by zero. */
const rate = "IF(invocations > 0, 100 * errors / invocations, 0)";

/** Error rate, duration and throttles of each function. Whether they are raised and end is M8's. */
export const functionsWatched: Check = {
  pipeline: "monitoring",
  ids: ["M4"],
  async look({ traffic }) {
    const alarms = await alarmsOf(traffic);
    const suffix = traffic.outputs.stack.environmentSuffix;
    const names = functionNamesOf(traffic.outputs);
    const wrong = names.flatMap((name) => {
      const logicalName = name.slice(0, -suffix.length - 1);
      return ["error-rate", "duration", "throttles"]
        .filter((kind) => !alarms.some(({ AlarmName }) => AlarmName === `${logicalName}-${kind}-alarm-${suffix}`))
        .map((kind) => `${name} has no alarm on its ${kind}`);
    });
    const rates = alarms.filter(({ AlarmName = "" }) => AlarmName.includes("-error-rate-alarm-"));
    const created = new Map(traffic.stack.deployment.alarms.map(({ AlarmName, Metrics = [] }) => [AlarmName, Metrics]));
    for (const { AlarmName, Metrics, EvaluationPeriods } of rates) {
      // This emulator keeps no expressions: then the alarm's inputs count.
      const queries = Metrics ?? created.get(AlarmName) ?? [];
      const expressions = queries.flatMap(({ Expression }) => Expression ?? []).join();
      if (expressions !== rate) wrong.push(`${AlarmName} computes ${expressions || "nothing"}`);
      if (EvaluationPeriods !== 2) wrong.push(`${AlarmName} judges ${EvaluationPeriods} periods`);
    }
    return verdict(
      wrong,
      `${names.length} functions, each with alarms on error rate (${rate}, two periods), average duration and throttles`,
    );
  },
};

/** Names of the alarms that take back a roll-out: CodeDeploy asks about them, and its group notifies people. */
function rollbackAlarms({ stack, outputs }: Traffic): ReadonlySet<string> {
  const groups = stack.codeDeploy?.fake.groupsOf(outputs.stack.rolloutApplicationName ?? "") ?? [];
  return new Set(groups.flatMap(({ alarms }) => alarms));
}

/** Each alarm notifies the alerts topic, or is one of a deployment group's, and links to a runbook. */
export const alarmsLead: Check = {
  pipeline: "stack",
  ids: ["X10", "X17"],
  async look({ traffic }) {
    const alarms = await alarmsOf(traffic);
    const { alertsTopicArn } = traffic.outputs.monitoring;
    const ofRollouts = rollbackAlarms(traffic);
    const wrong = alarms.flatMap(({ AlarmName = "", AlarmActions = [], AlarmDescription, TreatMissingData }) => {
      const runbook = runbookOf(AlarmDescription);
      const wanted = ofRollouts.has(AlarmName) ? "" : alertsTopicArn;
      return [
        ...(AlarmActions.join() === wanted ? [] : [`${AlarmName} tells ${AlarmActions.join() || "nobody"}`]),
        ...(TreatMissingData === undefined ? [`${AlarmName} leaves open what no data means`] : []),
        ...(runbook !== undefined && existsSync(join(projectRoot, runbook)) ? [] : [`${AlarmName} has no runbook`]),
      ];
    });
    if (alarms.length === 0) wrong.push("there are no alarms");
    const notifying = alarms.length - ofRollouts.size;
    const rolling = ofRollouts.size === 0 ? "" : `, ${ofRollouts.size} take back a roll-out`;
    return verdict(
      wrong,
      `${notifying} alarms notify the alerts topic${rolling}, and each links to a runbook that exists`,
    );
  },
};

const body = z.object({
  start: z.string(),
  widgets: z.array(
    z.object({
      type: z.enum(["metric", "text"]),
      properties: z.looseObject({
        region: z.string().optional(),
        view: z.string().optional(),
        period: z.number().optional(),
      }),
    }),
  ),
});

/** A dashboard's body; undefined when there is no such dashboard. */
async function bodyOf({ aws }: Traffic, DashboardName: string): Promise<string | undefined> {
  try {
    return (await aws.cloudWatch.send(new GetDashboardCommand({ DashboardName }))).DashboardBody;
  } catch (error) {
    if (error instanceof Error && /NotFound/.test(error.name)) return undefined;
    throw error;
  }
}

/** Dashboards as they are stored: one for each pipeline and an overview. */
export const dashboardsDeclared: Check = {
  pipeline: "monitoring",
  ids: ["M5", "X11"],
  async look({ traffic }) {
    const { environmentSuffix: suffix, region } = traffic.outputs.stack;
    const names = [`${SHARED}-overview`, ...pipelineNames.map((name) => `${name}-dashboard`)].map(
      (name) => `${name}-${suffix}`,
    );
    const wrong: string[] = [];
    let widgets = 0;
    for (const DashboardName of names) {
      const text = await bodyOf(traffic, DashboardName);
      if (text === undefined) {
        wrong.push(`there is no dashboard ${DashboardName}`);
        continue;
      }
      const parsed = body.safeParse(JSON.parse(text));
      if (!parsed.success) {
        wrong.push(`${DashboardName} is no dashboard`);
        continue;
      }
      widgets += parsed.data.widgets.length;
      const metrics = parsed.data.widgets.filter(({ type }) => type === "metric");
      if (metrics.some(({ properties }) => properties.region !== region))
        wrong.push(`${DashboardName} looks elsewhere`);
      const day = metrics.some(({ properties }) => properties.view === "singleValue" && properties.period === 86_400);
      if (DashboardName.startsWith("monitoring-") && !day) wrong.push(`${DashboardName} has no totals of a day`);
    }
    return verdict(wrong, `${names.length} dashboards with ${widgets} widgets; the functions' with totals of 24 hours`);
  },
};
