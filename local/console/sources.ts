// What the console of a local run reads from.
import { type ConsoleSources, createConsoleClients, type LocalSources } from "../../console/server/sources";
import { createLogTail } from "../../ops/logs/tail";
import { createOpsClients } from "../../ops/stack/clients";
import { functionNamesOf } from "../../ops/stack/outputs";
import { localTarget } from "../../ops/stack/target";
import type { Gatherer } from "../alarms/gather";
import { overlapMs } from "../alarms/log-events";
import type { RunningStack } from "../run/context";
import { localParts } from "./local-parts";
import { createLocalMetrics } from "./metrics";

/**
 * @param gatherer what is measured
 * @param since when the stack came up, epoch milliseconds
 * @param costs what events cost by their calls
 * @param watch what came of saved files. Default: nothing watches them
 */
export function localSources(
  stack: RunningStack,
  gatherer: Gatherer,
  since: number,
  costs: LocalSources["costs"],
  watch?: LocalSources["watch"],
): ConsoleSources {
  const { codeDeploy, control, deployment, outputs } = stack;
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
  return {
    target,
    clients,
    more,
    resources: deployment.declared,
    metrics: createLocalMetrics(gatherer),
    logs: createLogTail({ ...{ logs: clients.logs, functionNames, since }, spacingMs: 0, lateMs: overlapMs }),
    logsSince: since,
    local: localParts(stack, costs, watch),
  };
}
