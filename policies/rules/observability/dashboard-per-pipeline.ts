import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { dashboardType, readDashboard } from "../../metrics/dashboard";
import { collect, complete } from "../../wiring/collect";
import { environmentOf, functionsOf } from "../../wiring/functions";

export const dashboardPerPipeline = stackRule({
  name: "dashboard-per-pipeline",
  concern: "observability",
  description: "Every pipeline has a dashboard, and one overview links to all of them and to none that is not there.",
  rationale: "In an outage people start at one page; a pipeline that is missing there is looked at last.",
  remediation: "Declare a dashboard whose name begins with the pipeline's, and link it in the overview's text.",
  controls: ["observability.dashboards"],
  severity: "low",
  parameters: {
    pipelineVariable: z
      .string()
      .default("SERVICE")
      .describe("Environment variable by which a function says to which pipeline it belongs."),
  },
  async check(stack, { parameters, each, report }) {
    const named = collect(stack.ofType(dashboardType), (dashboard) => [
      [dashboard.text("dashboardName") ?? "", dashboard] as const,
    ]);
    const dashboards = new Map(named.items);
    const linking = collect(stack.ofType(dashboardType), (dashboard) => [[dashboard, linkedFrom(dashboard)] as const]);
    const links = new Map(linking.items);
    await each(links.keys(), (resource) => {
      for (const name of links.get(resource) ?? []) {
        if (dashboards.has(name)) continue;
        complete(named);
        const wanted = "links to dashboards of this stack";
        report(resource, "dashboardBody", `a link to ${name}`, wanted);
      }
    });
    const overviews = [...links].filter(([dashboard, names]) =>
      [...dashboards].every(([name, other]) => other === dashboard || names.includes(name)),
    );
    await each([...dashboards.values()].slice(0, 1), (resource) => {
      if (dashboards.size < 2 || overviews.length > 0) return;
      complete(linking);
      const wanted = `one dashboard that links ${[...dashboards.keys()].join(", ")}`;
      report(resource, "dashboardBody", "no overview", wanted);
    });
    const asked = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const pipeline = environmentOf(lambda).get(parameters.pipelineVariable);
      if (pipeline === undefined || asked.has(pipeline)) return;
      asked.add(pipeline);
      if ([...dashboards.keys()].some((name) => name.startsWith(`${pipeline}-`))) return;
      complete(named);
      const property = `environment.variables.${parameters.pipelineVariable}`;
      report(lambda, property, pipeline, `a dashboard named ${pipeline}-...`);
    });
  },
});

/** Names of the dashboards that the texts of one link to. */
function linkedFrom(dashboard: Resource): readonly string[] {
  const { body } = readDashboard(dashboard);
  const texts = body?.widgets.flatMap((widget) => (widget.type === "text" ? [widget.properties.markdown] : [])) ?? [];
  return texts.flatMap((text) =>
    [...text.matchAll(/#dashboards(?:\/dashboard\/|:name=)([\w-]+)/g)].map(([, name = ""]) => name),
  );
}
