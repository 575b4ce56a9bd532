import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../../naming";
import { tableMetric, throttlesOf } from "../alarms/table";
import type { FormulaLine, GraphWidget, MetricLine } from "../dashboard";

/** A table or an index in CloudWatch's dimensions, with a label. */
export interface TableTarget {
  readonly label: LogicalName;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Throttled reads and writes of tables and their indexes. */
export function throttlesGraph(targets: readonly TableTarget[]): GraphWidget {
  return {
    kind: "graph",
    title: "Tables: throttled reads and writes",
    unit: "requests",
    lines: targets.flatMap(({ label, dimensions }, index): (MetricLine | FormulaLine)[] => {
      const [reads, writes] = [`reads${index}`, `writes${index}`];
      return [
        { metric: tableMetric(dimensions, "ReadThrottleEvents"), id: reads, hidden: true },
        { metric: tableMetric(dimensions, "WriteThrottleEvents"), id: writes, hidden: true },
        { expression: throttlesOf(reads, writes), label },
      ];
    }),
  };
}
