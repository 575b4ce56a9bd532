import { stackRule } from "../../engine/define";
import { alarmType, readAlarm } from "../../metrics/alarm";
import { dashboardType } from "../../metrics/dashboard";
import { at, describe, keyOf } from "../../metrics/reference";
import { metricsUsedBy } from "../../metrics/used";
import { collect, complete } from "../../wiring/collect";

export const dashboardShowsAlarms = stackRule({
  name: "dashboard-shows-alarms",
  concern: "observability",
  description: "The metric of every alarm is drawn on a dashboard, by the alarm's dimensions and statistic.",
  rationale:
    "Who gets an alarm wants to see since when and how much; looked up by hand it is found late, and of another dimension set.",
  remediation: "Add the metric to the dashboard of its pipeline.",
  controls: ["observability.dashboards"],
  severity: "low",
  async check(stack, { each, report }) {
    const drawn = collect(stack.ofType(dashboardType), (dashboard) => metricsUsedBy(dashboard).map(keyOf));
    const shown = new Set(drawn.items);
    await each(stack.ofType(alarmType), (resource) => {
      for (const metric of readAlarm(resource).metrics) {
        if (shown.has(keyOf(metric))) continue;
        complete(drawn);
        const wanted = "a metric that a dashboard draws too";
        report(resource, at(metric, "metricName"), describe(metric), wanted);
      }
    });
  },
});
