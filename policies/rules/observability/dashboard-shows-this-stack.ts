import { stackRule } from "../../engine/define";
import type { Stack } from "../../engine/stack";
import { alarmType } from "../../metrics/alarm";
import { dashboardType, readDashboard, type Widget, widgetPath } from "../../metrics/dashboard";

export const dashboardShowsThisStack = stackRule({
  name: "dashboard-shows-this-stack",
  concern: "observability",
  description: "Widgets look into the region in which the stack is, and name alarms that it has.",
  rationale:
    "A widget of another region is empty without an error, and so is an alarm that does not exist. Source: the dashboard body's structure in CloudWatch's API reference.",
  remediation: "Take region and ARNs from the provider and the alarms.",
  controls: ["observability.dashboards", "observability.dimensions"],
  severity: "medium",
  async check(stack, { each, report }) {
    let regions: ReadonlySet<string> | undefined;
    await each(stack.ofType(dashboardType), (resource) => {
      const { body } = readDashboard(resource);
      for (const [index, widget] of (body?.widgets ?? []).entries()) {
        for (const arn of alarmsOf(widget))
          if (stack.holding(arn, alarmType).length === 0)
            report(
              resource,
              widgetPath("widgets", index, "properties", "alarms"),
              arn,
              "the ARN of an alarm of this stack",
            );
        if (widget.type !== "metric" && widget.type !== "log") continue;
        regions ??= regionsOf(stack);
        const { region } = widget.properties;
        if (regions.size > 0 && !regions.has(region))
          report(resource, widgetPath("widgets", index, "properties", "region"), region, [...regions].join(" or "));
      }
    });
  },
});

function alarmsOf(widget: Widget): readonly string[] {
  if (widget.type === "alarm") return widget.properties.alarms;
  return widget.type === "metric" ? (widget.properties.annotations?.alarms ?? []) : [];
}

/** Regions of the resources that have metrics. @throws {UnknownValue} they are still to be made */
function regionsOf(stack: Stack): ReadonlySet<string> {
  const watched = stack.ofType("aws:lambda/function:Function", "aws:sqs/queue:Queue", "aws:dynamodb/table:Table");
  return new Set(watched.flatMap((resource) => resource.text("arn")?.split(":")[3] ?? []));
}
