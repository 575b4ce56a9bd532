import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { LambdaClient, UpdateAliasCommand } from "@aws-sdk/client-lambda";
import { readAlias } from "../../ops/rollout/versions";
import { connectService, type ServiceTarget } from "../service/connection";

/** Where an alias points to. */
export interface AliasTarget {
  readonly version: string;
  /** Shares of further versions, 0 to 1. */
  readonly weights: Readonly<Record<string, number>>;
}

/** What CodeDeploy does with other services. */
export interface CodeDeployPorts {
  getAlias(functionName: string, alias: string): Promise<AliasTarget>;
  setAlias(functionName: string, alias: string, target: AliasTarget): Promise<void>;
  /** Names of those that are raised. @throws one of them does not exist */
  raisedAlarms(names: readonly string[]): Promise<readonly string[]>;
}

/** The ports to an emulator, and what closes them. */
export function emulatorPorts(target: ServiceTarget): CodeDeployPorts & { readonly destroy: () => void } {
  const { config, destroy } = connectService(target);
  const lambda = new LambdaClient(config);
  const cloudWatch = new CloudWatchClient(config);
  return {
    destroy,
    getAlias: (functionName, alias) => readAlias(lambda, functionName, alias),
    async setAlias(FunctionName, Name, { version, weights }) {
      const RoutingConfig = { AdditionalVersionWeights: { ...weights } };
      await lambda.send(new UpdateAliasCommand({ FunctionName, Name, FunctionVersion: version, RoutingConfig }));
    },
    async raisedAlarms(names) {
      if (names.length === 0) return [];
      const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [...names] }));
      const missing = names.filter((name) => !MetricAlarms.some(({ AlarmName }) => AlarmName === name));
      if (missing.length > 0) throw new Error(`there is no alarm ${missing.join(", ")}`);
      return MetricAlarms.flatMap(({ AlarmName = "", StateValue }) => (StateValue === "ALARM" ? [AlarmName] : []));
    },
  };
}
