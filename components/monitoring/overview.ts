import * as pulumi from "@pulumi/pulumi";
import type { FunctionTarget } from "../blocks/alarms/function";
import { type DeclaredDashboard, dashboard, type GraphWidget, type MetricLine } from "../blocks/dashboard";
import { deadLettersGraph, type QueueTarget, queueAgeGraph } from "../blocks/widgets/queue";
import { SHARED } from "../naming";
import type { StackContext } from "../stack";
import { functionTotals } from "./dashboard";

/** One pipeline on the overview dashboard. */
export interface PipelineSummary {
  readonly title: string;
  readonly dashboardUrl: pulumi.Output<string>;
  /** Its most important metrics. @default none */
  readonly totals?: readonly MetricLine[];
  /** Further graphs, for which the pipeline's own dashboard has no room. @default none */
  readonly graphs?: readonly GraphWidget[];
  /** @default none */
  readonly queues?: readonly QueueTarget[];
  /** Its dead-letter queues. @default none */
  readonly deadLetterQueues?: readonly QueueTarget[];
}

/** All pipelines on one dashboard: the first page for an operator to open. */
export function overviewDashboard(
  stack: StackContext,
  {
    pipelines,
    functions,
  }: { readonly pipelines: readonly PipelineSummary[]; readonly functions: readonly FunctionTarget[] },
  parent: pulumi.Resource,
): DeclaredDashboard {
  const links = pulumi
    .all(pipelines.map(({ title, dashboardUrl }) => pulumi.interpolate`[${title}](${dashboardUrl})`))
    .apply((all) => `# Backoffice ${stack.config.environmentSuffix}\n${all.join(" | ")}`);
  return dashboard(
    `${SHARED}-overview`,
    {
      stack,
      widgets: [
        { kind: "text", markdown: links },
        { kind: "totals", title: "All functions in 24 hours", lines: functionTotals(functions) },
        ...pipelines.flatMap(({ title, totals = [] }) =>
          totals.length === 0 ? [] : [{ kind: "totals" as const, title: `${title} in 24 hours`, lines: totals }],
        ),
        queueAgeGraph(pipelines.flatMap(({ queues = [] }) => queues)),
        deadLettersGraph(pipelines.flatMap(({ deadLetterQueues = [] }) => deadLetterQueues)),
        ...pipelines.flatMap(({ graphs = [] }) => graphs),
      ],
    },
    parent,
  );
}
