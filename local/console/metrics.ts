// CloudWatch's GetMetricData for a local run: metrics as they are measured here, statistics, expressions and searches.
import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { embeddedPoints, lambdaPoints } from "../../aws/alarms/points";
import { createSeries, type Series } from "../../aws/alarms/series";
import type { LogFollower } from "../../console/server/log-follower";
import type { MetricSource } from "../../console/server/sources";
import type { LogEvent } from "../../ops/logs/read";
import { aliasesOf } from "../alarms/calls-source";
import { createInvocationReader } from "../alarms/invocations";
import { answerQueries } from "./metric-data";

/** Metrics of a run. */
export interface LocalMetrics extends MetricSource {
  /** Reads what is new. */
  refresh(): Promise<readonly string[]>;
  readonly series: Series;
}

/** @param functionNames whose logs the follower follows */
export function createLocalMetrics(
  follower: LogFollower,
  lambda: LambdaClient,
  functionNames: readonly string[],
): LocalMetrics {
  const series = createSeries({ origin: Date.now(), factor: 1 }, []);
  const read = createInvocationReader();
  let waiting: LogEvent[] = [];
  follower.listen((events) => {
    waiting.push(...events);
  });

  async function refresh(): Promise<readonly string[]> {
    const problems = await follower.refresh();
    const events = waiting;
    waiting = [];
    const invocations = read(events);
    if (invocations.length > 0) {
      const called = functionNames.filter((name) => invocations.some(({ functionName }) => functionName === name));
      const aliases = new Map(
        await Promise.all(called.map(async (name) => [name, await aliasesOf(lambda, name)] as const)),
      );
      const named = (functionName: string, version: string) =>
        (aliases.get(functionName) ?? []).filter((alias) => alias.version === version).map(({ name }) => name);
      series.add(lambdaPoints(invocations, named));
    }
    series.add(events.flatMap(({ text }) => embeddedPoints(text)));
    return problems;
  }

  return {
    series,
    refresh,
    async data(queries: readonly MetricDataQuery[], range) {
      const problems = await refresh();
      const answer = answerQueries(queries, range, series);
      return { lines: answer.lines, gaps: [...problems, ...answer.gaps] };
    },
  };
}
