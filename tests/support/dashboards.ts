import { type DashboardWidget, dashboardBody } from "../../aws/dashboard/body";
import { type DrawnMetric, linesOf } from "../../aws/dashboard/lines";

/** What AWS would refuse in the body of a dashboard; empty when it takes it. */
export function dashboardProblems(text: unknown): readonly string[] {
  const { error } = dashboardBody.safeParse(JSON.parse(String(text)));
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

/** Widgets of a dashboard's body. @throws {ZodError} AWS would not take it */
export function widgetsOf(text: unknown): readonly DashboardWidget[] {
  return dashboardBody.parse(JSON.parse(String(text))).widgets;
}

/** Metrics of a widget, hidden ones included; expressions are left out. */
export function metricsOf(widget: DashboardWidget): DrawnMetric[] {
  return linesOf(widget).flatMap(({ metric }) => metric ?? []);
}

/** Expressions of a widget. */
export function expressionsOf(widget: DashboardWidget): string[] {
  return linesOf(widget).flatMap(({ expression }) => expression ?? []);
}
