import type { RunClock } from "../../aws/alarms/series";
import { functionNamesOf } from "../../ops/stack/outputs";
import type { RunningStack } from "../run/context";
import { type CallClients, createCallsSource } from "./calls-source";
import { createFakeAlarms, type FakeAlarms } from "./fake";
import { createGatherer, type Gatherer } from "./gather";

/** Everything that is measured of a running stack, from now on. */
export function gathererOf(
  { metricSources, outputs }: Pick<RunningStack, "metricSources" | "outputs">,
  clients: CallClients,
  clock: RunClock,
): Gatherer {
  return createGatherer([createCallsSource(clients, functionNamesOf(outputs)), ...metricSources], clock);
}

/** The fake for the alarms of a running stack. @param since minutes before are not evaluated, epoch milliseconds. Default: the clock's origin */
export function alarmsOf(
  { deployment, outputs }: Pick<RunningStack, "deployment" | "outputs">,
  { cloudWatch }: Pick<CallClients, "cloudWatch">,
  gatherer: Gatherer,
  since?: number,
): FakeAlarms {
  return createFakeAlarms({
    ...{ cloudWatch, gatherer },
    ...(since !== undefined && { since }),
    environmentSuffix: outputs.stack.environmentSuffix,
    queries: new Map(deployment.alarms.map(({ AlarmName = "", Metrics }) => [AlarmName, Metrics])),
  });
}
