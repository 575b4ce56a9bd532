import type * as pulumi from "@pulumi/pulumi";
import { errorRateOf, type FunctionTarget, functionMetric } from "../blocks/alarms/function";
import { type DeclaredDashboard, dashboard, type FormulaLine, type MetricLine, type Widget } from "../blocks/dashboard";
import type { Table } from "../blocks/table";
import { backupsGraph } from "../blocks/widgets/backup";
import { lostEntriesGraph } from "../blocks/widgets/custom";
import { functionGraphs } from "../blocks/widgets/function";
import { throttlesGraph } from "../blocks/widgets/table";
import type { StackContext } from "../stack";

/** All functions with alarms: totals of a day, then graphs of each function. */
export function functionsDashboard(
  stack: StackContext,
  {
    functions,
    errorTable,
    backupVaultName,
  }: {
    readonly functions: readonly FunctionTarget[];
    readonly errorTable: Table;
    readonly backupVaultName: pulumi.Input<string> | undefined;
  },
  parent: pulumi.Resource,
): DeclaredDashboard {
  const lost: Widget[] = stack.config.simulatorEnabled ? [lostEntriesGraph(stack, "monitoring")] : [];
  return dashboard(
    "monitoring-dashboard",
    {
      stack,
      widgets: [
        { kind: "totals", title: "All functions in 24 hours", lines: functionTotals(functions) },
        throttlesGraph(errorTable.targets),
        ...lost,
        ...(backupVaultName === undefined ? [] : [backupsGraph(backupVaultName)]),
        ...functionGraphs(functions),
      ],
    },
    parent,
  );
}

/** Calls, failed calls, error rate and average duration of all functions together. */
export function functionTotals(functions: readonly FunctionTarget[]): (MetricLine | FormulaLine)[] {
  const lines = functions.flatMap((target, index): MetricLine[] => [
    { metric: functionMetric(target, "Invocations", "Sum"), id: `calls${index}`, hidden: true },
    { metric: functionMetric(target, "Errors", "Sum"), id: `errors${index}`, hidden: true },
    { metric: functionMetric(target, "Duration", "Sum"), id: `time${index}`, hidden: true },
  ]);
  // A function without calls has no data, and the sum of a number and a missing data point is missing.
  const sum = (id: string) => `SUM([${functions.map((_, index) => `FILL(${id}${index}, 0)`).join(", ")}])`;
  return [
    { id: "calls", expression: sum("calls"), label: "Calls" },
    { id: "errors", expression: sum("errors"), label: "Failed" },
    { expression: errorRateOf("errors", "calls"), label: "Failed, in percent" },
    { id: "time", expression: sum("time"), label: "Duration", hidden: true },
    { expression: "IF(calls > 0, time / calls, 0)", label: "Mean duration, in ms" },
    ...lines,
  ];
}
