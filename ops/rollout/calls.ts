import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { ALIAS } from "../../components/functions";

/** Calls of a function's alias between two moments, by whole minutes; a roll-out without any was tried by nobody. */
export async function callsBetween(
  cloudWatch: CloudWatchClient,
  functionName: string,
  from: Date,
  until: Date,
): Promise<number> {
  const Dimensions = [
    { Name: "FunctionName", Value: functionName },
    { Name: "Resource", Value: `${functionName}:${ALIAS}` },
  ];
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "AWS/Lambda",
      MetricName: "Invocations",
      Dimensions,
      StartTime: new Date(Math.floor(from.getTime() / 60_000) * 60_000),
      EndTime: new Date(Math.ceil(until.getTime() / 60_000) * 60_000),
      Period: periodOf(until.getTime() - from.getTime()),
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}

/** CloudWatch gives 1,440 data points at most (API reference, GetMetricStatistics): a roll-out may last two days. */
function periodOf(milliseconds: number): number {
  return milliseconds < 1_000 * 60_000 ? 60 : 300;
}
