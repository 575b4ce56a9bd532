// What the console of a local run reads from.
import { type ConsoleSources, createConsoleClients, type LocalSources } from "../../console/server/sources";
import { createLogTail } from "../../ops/logs/tail";
import { createOpsClients } from "../../ops/stack/clients";
import { functionNamesOf } from "../../ops/stack/outputs";
import { localTarget } from "../../ops/stack/target";
import { createCallsSource } from "../alarms/calls-source";
import type { Aws } from "../run/aws";
import type { RunningStack } from "../run/context";
import { localParts } from "./local-parts";
import { createLocalMetrics } from "./metrics";

/**
 * @param aws clients to measure with
 * @param since when the stack came up, epoch milliseconds
 * @param watch what came of saved files. Default: nothing watches them
 */
export function localSources(
  stack: RunningStack,
  aws: Aws,
  since: number,
  watch?: LocalSources["watch"],
): ConsoleSources {
  const { codeDeploy, control, deployment, metricSources, outputs } = stack;
  const target = localTarget(
    {
      ...stack.target,
      outputs,
      ...(codeDeploy !== undefined && { codeDeployEndpoint: codeDeploy.url }),
      ...(control !== undefined && { control: control.address }),
    },
    "the run's outputs",
  );
  const clients = createOpsClients(target);
  const more = createConsoleClients(target);
  const functionNames = functionNamesOf(outputs);
  const measured = [createCallsSource(aws, functionNames), ...metricSources];
  return {
    target,
    clients,
    more,
    resources: deployment.declared,
    metrics: createLocalMetrics(measured, { origin: since, factor: 1 }),
    logs: createLogTail({ ...{ logs: clients.logs, functionNames, since }, spacingMs: 0 }),
    logsSince: since,
    local: localParts(stack, watch),
  };
}
