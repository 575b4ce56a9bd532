import { type DashboardBody, type DashboardWidget, dashboardBody } from "../../aws/dashboard/body";
import { type DrawnLine, linesOf } from "../../aws/dashboard/lines";
import type { Resource } from "../engine/resource";
import type { MetricReference } from "./reference";
import { readSearch } from "./search";

/** A parsed dashboard body, or what is wrong with it. */
export type ReadBody =
  | { readonly body: DashboardBody; readonly problem?: undefined }
  | { readonly body?: undefined; readonly problem: { readonly path: string; readonly message: string } };

/** @throws {UnknownValue} the body is not known yet */
export function readDashboard(resource: Resource): ReadBody {
  const result = dashboardBody.safeParse(resource.json("dashboardBody"));
  if (result.success) return { body: result.data };
  const [issue] = result.error.issues;
  return { problem: { path: widgetPath(...(issue?.path ?? [])), message: issue?.message ?? "cannot be read" } };
}

/** Path of a part of a body, as shown in messages. */
export function widgetPath(...parts: readonly PropertyKey[]): string {
  return ["dashboardBody", ...parts.map(String)].join(".");
}

/** One line of a metric widget, with its position in the body. */
export interface Line extends Omit<DrawnLine, "metric"> {
  readonly path: string;
  readonly metric: MetricReference | undefined;
}

/** The lines of a dashboard's widget. */
export function placedLines(widget: DashboardWidget, widgetIndex: number): readonly Line[] {
  return linesOf(widget).map(({ metric, ...line }) => {
    const path = widgetPath("widgets", widgetIndex, "properties", "metrics", line.index);
    return { ...line, path, metric: metric && { ...metric, path, period: line.period, unit: undefined } };
  });
}

/** Every metric on a dashboard, including what its search expressions would find. */
export function metricsOn({ widgets }: DashboardBody): readonly MetricReference[] {
  return widgets.flatMap((widget, index) =>
    placedLines(widget, index).flatMap(({ metric, expression, path }) => {
      const found = metric ?? (expression === undefined ? undefined : readSearch(expression, path));
      return found === undefined ? [] : [found];
    }),
  );
}
