// What the console of a local run reads from.
import { createLogFollower } from "../../console/server/log-follower";
import { type ConsoleSources, createConsoleClients } from "../../console/server/sources";
import { createOpsClients } from "../../ops/stack/clients";
import { functionNamesOf } from "../../ops/stack/outputs";
import { localTarget } from "../../ops/stack/target";
import type { RunningStack } from "../run/context";
import { localParts } from "./local-parts";
import { createLocalMetrics, type LocalMetrics } from "./metrics";

/** Sources over a running stack. */
export interface StackSources extends ConsoleSources {
  readonly metrics: LocalMetrics;
}

/** @param since when the stack came up, epoch milliseconds */
export function localSources(stack: RunningStack, since: number): StackSources {
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
  const logs = createLogFollower(clients.logs, deployment.declared, since);
  const metrics = createLocalMetrics(logs, clients.lambda, functionNamesOf(outputs));
  return {
    target,
    clients,
    more,
    resources: deployment.declared,
    metrics,
    logs,
    logsSince: since,
    local: localParts(stack),
  };
}
