import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { ALIAS } from "../../components/functions";
import { type CodeDeploy, readDeployment, readGroup, runningDeployment } from "./codedeploy";
import type { FunctionState } from "./plan";
import { publishedVersions, readAlias } from "./versions";

/** Clients that a roll-out uses. */
export interface RolloutClients {
  readonly codeDeploy: CodeDeploy;
  readonly lambda: LambdaClient;
  readonly cloudWatch: CloudWatchClient;
}

/** Looks at one function. */
export async function readState(
  clients: RolloutClients,
  applicationName: string,
  functionName: string,
): Promise<FunctionState> {
  // The alias comes after it: a deployment that ends in between would leave weights that nobody is working on.
  const runningId = await runningDeployment(clients.codeDeploy, applicationName, functionName);
  const [group, alias, versions] = await Promise.all([
    readGroup(clients.codeDeploy, applicationName, functionName),
    readAlias(clients.lambda, functionName, ALIAS),
    publishedVersions(clients.lambda, functionName),
  ]);
  const [takenBack, ringing] = await Promise.all([
    group.lastId === undefined ? undefined : takenBackBy(clients.codeDeploy, group.lastId),
    raisedAmong(clients.cloudWatch, group.alarms),
  ]);
  const newest = String(versions.at(-1) ?? alias.version);
  return { functionName, alias, newest, runningId, takenBack, ringing };
}

/**
 * The version that a group's last deployment took back: the target of one that failed or was stopped, also where CodeDeploy's own way back is
 * the last one; of a way back of ours, which leads to an older version, the version that it came from.
 */
async function takenBackBy(codeDeploy: CodeDeploy, lastId: string): Promise<string | undefined> {
  const last = await readDeployment(codeDeploy, lastId);
  const { spec, succeeded, isRunning } =
    last.takesBack === undefined ? last : await readDeployment(codeDeploy, last.takesBack);
  if (spec === undefined || isRunning) return undefined;
  if (!succeeded) return spec.target;
  return Number(spec.target) < Number(spec.current) ? spec.current : undefined;
}

async function raisedAmong(cloudWatch: CloudWatchClient, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [...names] }));
  return MetricAlarms.flatMap(({ AlarmName = "", StateValue }) => (StateValue === "ALARM" ? [AlarmName] : []));
}
