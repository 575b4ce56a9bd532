// CloudWatch's GetMetricData for a local run: metrics as they are measured here, statistics, expressions and searches.
import type { MetricSource } from "../../console/server/sources";
import type { Gatherer } from "../alarms/gather";
import { answerQueries } from "./metric-data";

/** Answers from everything that was measured since the clock's origin. */
export function createLocalMetrics(gatherer: Gatherer): MetricSource {
  return {
    data: async (queries, range) => answerQueries(queries, range, await gatherer.read()),
  };
}
