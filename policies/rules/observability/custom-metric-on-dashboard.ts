import { metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import { stackRule } from "../../engine/define";
import { dashboardType } from "../../metrics/dashboard";
import { metricsUsedBy } from "../../metrics/used";
import { collect, complete } from "../../wiring/collect";
import { environmentOf, functionsOf } from "../../wiring/functions";

export const customMetricOnDashboard = stackRule({
  name: "custom-metric-on-dashboard",
  concern: "observability",
  description: "Whatever the functions count of the business is drawn on a dashboard.",
  rationale:
    "A metric that nobody draws is paid for and never seen: orders, mails and shipments are what people look for first.",
  remediation: "Add the metric to its pipeline's dashboard, or take it out of the catalog.",
  controls: ["observability.dashboards"],
  severity: "low",
  async check(stack, { each, report }) {
    const drawn = collect(stack.ofType(dashboardType), (dashboard) =>
      metricsUsedBy(dashboard)
        .filter(({ namespace }) => namespace === metricNamespace)
        .map(({ name, dimensions }) => key(name, dimensions.environment, dimensions.service)),
    );
    const shown = new Set(drawn.items);
    const asked = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const variables = environmentOf(lambda);
      const [environment, service] = [variables.get("ENVIRONMENT"), variables.get("SERVICE")];
      for (const metric of Object.values(metrics)) {
        const wanted = key(metric.name, environment, service);
        if (metric.service !== service || asked.has(wanted) || shown.has(wanted)) continue;
        asked.add(wanted);
        complete(drawn);
        report(lambda, "environment.variables.SERVICE", service, `${metric.name} of this service on a dashboard`);
      }
    });
  },
});

function key(name: string, environment: string | undefined, service: string | undefined): string {
  return JSON.stringify([name, environment, service]);
}
