// CloudWatch's GetMetricData for a local run: metrics as they are measured here, statistics, expressions and searches.
import type { RunClock } from "../../aws/alarms/series";
import type { MetricSource as ConsoleMetrics } from "../../console/server/sources";
import { type Gathering, gather } from "../alarms/gather";
import type { MetricSource } from "../alarms/source";
import { answerQueries } from "./metric-data";

/** Answers from everything that was measured since the clock's origin. Questions at the same time are answered from one reading. */
export function createLocalMetrics(sources: readonly MetricSource[], clock: RunClock): ConsoleMetrics {
  let reading: Promise<Gathering> | undefined;
  return {
    async data(queries, range) {
      reading ??= gather(sources, clock).finally(() => {
        reading = undefined;
      });
      return answerQueries(queries, range, await reading);
    },
  };
}
