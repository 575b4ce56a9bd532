import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Subject } from "../../engine/subject";
import { dashboardType, readDashboard } from "../../metrics/dashboard";
import { environmentOf, functionsOf } from "../../wiring/functions";

export const dashboardPerPipeline = stackRule({
  name: "dashboard-per-pipeline",
  concern: "observability",
  title: "Every pipeline has a dashboard, and one overview links to all of them and to none that is not there.",
  why: "In an outage people start at one page; a pipeline that is missing there is looked at last.",
  mend: "Declare a dashboard whose name begins with the pipeline's, and link it in the overview's text.",
  controls: ["observability.dashboards"],
  severity: "low",
  parameters: {
    pipelineVariable: z
      .string()
      .default("SERVICE")
      .describe("Environment variable by which a function says to which pipeline it belongs."),
  },
  async check(stack, { parameters, each, report }) {
    const dashboards = new Map<string, Subject>();
    const links = new Map<Subject, readonly string[]>();
    await each(stack.ofType(dashboardType), (dashboard) => {
      dashboards.set(dashboard.text("dashboardName") ?? "", dashboard);
      links.set(dashboard, linkedFrom(dashboard));
    });
    for (const [dashboard, names] of links)
      for (const name of names)
        if (!dashboards.has(name))
          report({
            subject: dashboard,
            property: "dashboardBody",
            found: `a link to ${name}`,
            wanted: "links to dashboards of this stack",
          });
    const overviews = [...links].filter(([dashboard, names]) =>
      [...dashboards].every(([name, other]) => other === dashboard || names.includes(name)),
    );
    const [first] = dashboards.values();
    if (first !== undefined && dashboards.size > 1 && overviews.length === 0)
      report({
        subject: first,
        property: "dashboardBody",
        found: "no overview",
        wanted: `one dashboard that links ${[...dashboards.keys()].join(", ")}`,
      });
    const asked = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const pipeline = environmentOf(lambda).get(parameters.pipelineVariable);
      if (pipeline === undefined || asked.has(pipeline)) return;
      asked.add(pipeline);
      if (![...dashboards.keys()].some((name) => name.startsWith(`${pipeline}-`)))
        report({
          subject: lambda,
          property: `environment.variables.${parameters.pipelineVariable}`,
          found: pipeline,
          wanted: `a dashboard named ${pipeline}-...`,
        });
    });
  },
});

/** Names of the dashboards that the texts of one link to. */
function linkedFrom(dashboard: Subject): readonly string[] {
  const { body } = readDashboard(dashboard);
  const texts = body?.widgets.flatMap((widget) => (widget.type === "text" ? [widget.properties.markdown] : [])) ?? [];
  return texts.flatMap((text) =>
    [...text.matchAll(/#dashboards(?:\/dashboard\/|:name=)([\w-]+)/g)].map(([, name = ""]) => name),
  );
}
