import { type CloudWatchClient, type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";

/** The alarms of a stack: those of the account that have its environment in their names. */
export async function describeAlarms(
  client: CloudWatchClient,
  environmentSuffix: string,
): Promise<readonly MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for await (const page of paginateDescribeAlarms({ client }, {})) alarms.push(...(page.MetricAlarms ?? []));
  return alarms.filter(({ AlarmName = "" }) => AlarmName.endsWith(`-${environmentSuffix}`));
}
