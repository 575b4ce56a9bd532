import type { DrawnMetric } from "../../../aws/dashboard/lines";
import type { Declared } from "../../support/pulumi";

interface Query {
  readonly metric?: {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, string>>;
    readonly stat: string;
  };
}

/** The metrics that an alarm watches: one, or those of its expression. */
export function metricsWatchedBy({ inputs }: Declared): DrawnMetric[] {
  const queries = (inputs.metricQueries as Query[] | undefined) ?? [];
  if (queries.length === 0) {
    return [
      {
        namespace: String(inputs.namespace),
        name: String(inputs.metricName),
        dimensions: inputs.dimensions as Readonly<Record<string, string>>,
        statistic: String(inputs.extendedStatistic ?? inputs.statistic),
      },
    ];
  }
  return queries.flatMap(({ metric }) =>
    metric === undefined
      ? []
      : [
          {
            namespace: metric.namespace,
            name: metric.metricName,
            dimensions: metric.dimensions,
            statistic: metric.stat,
          },
        ],
  );
}
