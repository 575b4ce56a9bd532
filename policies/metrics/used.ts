import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import { readAlarm } from "./alarm";
import { metricsOn, readDashboard } from "./dashboard";
import type { MetricReference } from "./reference";

/** Types of resources that read metrics. */
export const metricUsers = [awsTypes.cloudwatch.metricAlarm, awsTypes.cloudwatch.dashboard] as const;

/** The metrics of an alarm or a dashboard; none for a dashboard that cannot be parsed. @throws {UnknownValue} */
export function metricsUsedBy(resource: Resource): readonly MetricReference[] {
  if (resource.type === awsTypes.cloudwatch.metricAlarm) return readAlarm(resource).metrics;
  const { body } = readDashboard(resource);
  return body === undefined ? [] : metricsOn(body);
}
