import type { RunClock } from "../../aws/alarms/series";
import { functionNamesOf } from "../../ops/stack/outputs";
import type { RunningStack } from "../run/context";
import { createFakeAlarms, type FakeAlarms, type FakeAlarmsOptions } from "./fake";

/** The fake for the alarms of a running stack. */
export function alarmsOf(
  { deployment, metricSources, outputs }: Pick<RunningStack, "deployment" | "metricSources" | "outputs">,
  clients: FakeAlarmsOptions["clients"],
  clock: RunClock,
): FakeAlarms {
  return createFakeAlarms({
    ...{ clients, clock },
    functionNames: functionNamesOf(outputs),
    environmentSuffix: outputs.stack.environmentSuffix,
    queries: new Map(deployment.alarms.map(({ AlarmName = "", Metrics }) => [AlarmName, Metrics])),
    sources: metricSources,
  });
}
