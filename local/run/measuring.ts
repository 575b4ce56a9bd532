import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { createDeliveriesSource } from "../alarms/emulator-counts";
import { createProxyMetrics, proxyMetricTitles } from "../alarms/proxy-metrics";
import { watchQueues } from "../alarms/queues";
import { createFakeMetrics, type MetricSource, type MetricWriter } from "../alarms/source";
import { asyncMetricTitles } from "../async/fake";
import type { CallProxy } from "../proxy/proxy";
import { sesMetricTitles } from "../ses/metrics";
import { streamMetricTitles } from "../streams/fake";
import type { AwsTarget } from "./target";
import type { Teardown } from "./teardown";

/** Where fakes put their data points, and what measures. */
export interface Measuring {
  readonly streams: MetricWriter;
  readonly asynchronous: MetricWriter;
  readonly ses: MetricWriter;
  /** None with another emulator, in front of which there are no fakes. */
  readonly sources: readonly MetricSource[];
  /** Names API and stage, which calls have by their ids only. */
  nameApi(api: { readonly id: string; readonly name: string; readonly stage: string }): void;
}

/** What is measured: the emulator itself, and the calls that pass the proxy in front of it. Absent with another emulator. */
export interface Measured {
  readonly service: AwsTarget | undefined;
  readonly proxy: Pick<CallProxy, "calls"> | undefined;
}

/** Begins to measure what the emulator does not, besides what functions log. @param note called with what went wrong */
export function startMeasuring(
  { service, proxy }: Measured,
  note: (text: string) => void,
  teardown: Teardown,
): Measuring {
  const fakes = {
    streams: createFakeMetrics("stream mappings", streamMetricTitles),
    asynchronous: createFakeMetrics("asynchronous invocations", asyncMetricTitles),
    ses: createFakeMetrics("emails", sesMetricTitles),
  };
  if (service === undefined || proxy === undefined) return { ...fakes, sources: [], nameApi: () => undefined };
  const cloudWatch = new CloudWatchClient({
    ...{ endpoint: service.endpoint, region: service.region },
    credentials: { ...service.credentials },
  });
  teardown.add("the client of CloudWatch", async () => cloudWatch.destroy());
  const queues = watchQueues(service, note);
  teardown.add("the look at queues", queues.stop);
  const calls = createFakeMetrics("calls and requests", proxyMetricTitles);
  const { count, nameApi } = createProxyMetrics(calls);
  const stopCounting = proxy.calls.subscribe(count);
  teardown.add("the count of calls", async () => stopCounting());
  return {
    ...fakes,
    sources: [queues.source, createDeliveriesSource(cloudWatch), ...Object.values(fakes), calls],
    nameApi,
  };
}
