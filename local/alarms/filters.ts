import {
  type CloudWatchLogsClient,
  type MetricFilter as DescribedFilter,
  DescribeMetricFiltersCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { MetricPoint } from "../../aws/alarms/series";
import { type CompiledMetricFilter, compileMetricFilter } from "../../aws/log-filter/metric-filter";
import type { LogEvent } from "./log-events";

/** The metric filters that are deployed. */
export interface AppliedFilters {
  readonly titles: readonly string[];
  points(event: Pick<LogEvent, "logGroup" | "text" | "at">): readonly MetricPoint[];
}

interface Compiled {
  readonly logGroup: string;
  readonly title: string;
  readonly apply: CompiledMetricFilter;
}

/**
 * Reads the metric filters of all log groups: the emulator stores them and applies none. One with a default value is left out, so that its
 * metric counts as not measured.
 *
 * @throws {LogFilterError} CloudWatch Logs would refuse a pattern
 */
export function createFilterReader(logs: Pick<CloudWatchLogsClient, "send">) {
  const known = new Map<string, readonly Compiled[]>();
  const compiled = (filter: DescribedFilter): readonly Compiled[] => {
    const key = JSON.stringify(filter);
    const found = known.get(key) ?? compile(filter);
    known.set(key, found);
    return found;
  };
  return {
    async read(): Promise<AppliedFilters> {
      const filters: Compiled[] = [];
      let nextToken: string | undefined;
      do {
        const page = await logs.send(new DescribeMetricFiltersCommand({ nextToken }));
        filters.push(...(page.metricFilters ?? []).flatMap(compiled));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return {
        titles: [...new Set(filters.map(({ title }) => title))],
        points: ({ logGroup, text, at }) =>
          filters.flatMap((filter) => (filter.logGroup === logGroup ? filter.apply(text, at) : [])),
      };
    },
  };
}

function compile({ logGroupName = "", filterPattern = "", metricTransformations = [] }: DescribedFilter): Compiled[] {
  return metricTransformations.flatMap((to) => {
    const { metricName: name = "", metricNamespace: namespace = "", metricValue: value = "", dimensions = {} } = to;
    if (to.defaultValue !== undefined) return [];
    const apply = compileMetricFilter({ pattern: filterPattern, namespace, name, value, dimensions });
    return [{ logGroup: logGroupName, title: `${namespace} ${name}`, apply }];
  });
}
