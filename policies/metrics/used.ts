import type { Subject } from "../engine/subject";
import { alarmType, readAlarm } from "./alarm";
import { dashboardType, metricsOn, readDashboard } from "./dashboard";
import type { MetricReference } from "./reference";

/** Types of the resources that use metrics. */
export const metricUsers = [alarmType, dashboardType] as const;

/** The metrics of an alarm or a dashboard; none of a dashboard that cannot be read. @throws {Undecided} */
export function metricsUsedBy(subject: Subject): readonly MetricReference[] {
  if (subject.type === alarmType) return readAlarm(subject).metrics;
  const { body } = readDashboard(subject);
  return body === undefined ? [] : metricsOn(body);
}
