import { stackRule } from "../../engine/define";
import { dashboardType, linesOf, readDashboard } from "../../metrics/dashboard";
import { keyOf, type MetricReference } from "../../metrics/reference";
import { functionDimensions } from "../../metrics/watched";
import { collect, complete } from "../../wiring/collect";
import { functionsOf } from "../../wiring/functions";

/** Metric, statistic, and whether it is drawn over time or as one number. */
const wanted = [
  ["Invocations", "Sum", "graph"],
  ["Errors", "Sum", "graph"],
  ["Throttles", "Sum", "graph"],
  ["Duration", "Average", "graph"],
  ["Duration", "p99", "graph"],
  ["Invocations", "Sum", "total"],
  ["Errors", "Sum", "total"],
] as const;

export const functionOnDashboard = stackRule({
  name: "function-on-dashboard",
  concern: "observability",
  description:
    "Dashboards draw every function's calls, errors, throttles and duration, on average and at the 99th percentile, and count it in the day's totals.",
  rationale:
    "An alarm says that something is wrong; from the graphs beside it people see what changed, and whether it is one function or all.",
  remediation: "Add the function to the dashboard of functions by its name, or its name and alias.",
  controls: ["observability.dashboards"],
  severity: "low",
  async check(stack, { each, report }) {
    const drawn = collect(stack.ofType(dashboardType), (dashboard) =>
      (readDashboard(dashboard).body?.widgets ?? []).flatMap((widget, index) => {
        const how = widget.type === "metric" && widget.properties.view === "singleValue" ? "total" : "graph";
        return linesOf(widget, index).flatMap(({ metric }) =>
          metric === undefined ? [] : [`${how} ${keyOf(metric)}`],
        );
      }),
    );
    const shown = new Set(drawn.items);
    await each(functionsOf(stack), (lambda) => {
      const sets = functionDimensions(stack, lambda);
      for (const [name, statistic, how] of wanted) {
        const reference = { path: "", namespace: "AWS/Lambda", name, statistic, period: undefined, unit: undefined };
        if (
          sets.some((dimensions) =>
            shown.has(`${how} ${keyOf({ ...reference, dimensions } satisfies MetricReference)}`),
          )
        )
          continue;
        complete(drawn);
        report(lambda, "name", lambda.text("name"), `a ${how} of its ${name} (${statistic}) on a dashboard`);
      }
    });
  },
});
