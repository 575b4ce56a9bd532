// Point 19 of the acceptance list, X11, M5 and N8: what each pipeline shows; that AWS takes it, and that no alarm lacks its graph, the policy pack says.
import { expect } from "chai";
import { pipelineNames } from "../../../components/pipelines";
import { expressionsOf, metricsOf, widgetsOf } from "../../support/dashboards";
import { type Declared, program, type StackName } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";

const dashboards = (resources: readonly Declared[]) => ofType(resources, "aws:cloudwatch/dashboard:Dashboard");
const widgetsOn = (resources: readonly Declared[], name: string) =>
  widgetsOf(the(resources, "aws:cloudwatch/dashboard:Dashboard", name).inputs.dashboardBody);
const graphsOn = (resources: readonly Declared[], name: string) =>
  widgetsOn(resources, name).flatMap((widget) => (widget.type === "metric" ? [widget] : []));

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`dashboards in ${stack}`, () => {
    it("are one for each pipeline and an overview", async () => {
      const { resources, result } = await program(stack);

      const pipelines = pipelineNames.toSorted();
      expect(dashboards(resources).map(({ inputs }) => inputs.dashboardName)).to.deep.equal([
        `backoffice-overview-${stack}`,
        ...pipelines.map((name) => `${name}-dashboard-${stack}`),
      ]);
      const outputs = result as Readonly<Record<string, Readonly<Record<string, string>>>>;
      for (const name of pipelines) {
        expect(outputs[name]?.dashboardUrl, name).to.match(
          new RegExp(`#dashboards/dashboard/${name}-dashboard-${stack}$`),
        );
      }
      expect(outputs.monitoring?.overviewDashboardUrl).to.match(/#dashboards\/dashboard\/backoffice-overview-/);
    });

    it("total the calls, failures and mean duration of all functions over 24 hours", async () => {
      const { resources } = await program(stack);

      const functions = ofType(resources, "aws:lambda/function:Function").map(({ inputs }) => String(inputs.name));
      const [totals] = graphsOn(resources, "monitoring-dashboard");
      expect(totals?.properties).to.include({ view: "singleValue", period: 86_400, setPeriodToTimeRange: true });
      const sums = (totals === undefined ? [] : metricsOf(totals)).map(
        ({ name, dimensions, statistic }) => `${name} ${statistic} of ${dimensions.FunctionName}`,
      );
      expect(sums).to.have.members(
        functions.flatMap((name) => ["Invocations", "Errors", "Duration"].map((metric) => `${metric} Sum of ${name}`)),
      );
      expect(totals === undefined ? [] : expressionsOf(totals)).to.have.length(5);
    });

    it("graph each function by itself: calls, failures, throttles, average and 99th percentile", async () => {
      const { resources } = await program(stack);

      const graphs = graphsOn(resources, "monitoring-dashboard").filter(
        ({ properties }) => properties.view === "timeSeries",
      );
      for (const { inputs } of ofType(resources, "aws:lambda/function:Function")) {
        const name = String(inputs.name);
        const own = graphs.filter(({ properties }) => properties.title?.startsWith(`${name}: `));
        const lines = own.flatMap(metricsOf).map((metric) => `${metric.name} ${metric.statistic}`);
        expect(lines, name).to.deep.equal([
          "Invocations Sum",
          "Errors Sum",
          "Throttles Sum",
          "Duration Average",
          "Duration p99",
        ]);
        for (const { dimensions } of own.flatMap(metricsOf))
          expect(dimensions, name).to.deep.equal({ FunctionName: name, Resource: `${name}:live` });
      }
    });

    it("lead from the overview to each pipeline, with all dead letters on one graph", async () => {
      const { resources } = await program(stack);

      const links = widgetsOn(resources, "backoffice-overview")
        .flatMap((widget) => (widget.type === "text" ? [widget.properties.markdown] : []))
        .join("\n");
      for (const name of pipelineNames) expect(links).to.include(`#dashboards/dashboard/${name}-dashboard-${stack})`);
      const graph = graphsOn(resources, "backoffice-overview").find(
        ({ properties }) => properties.title === "Dead letters",
      );
      const shown = graph === undefined ? [] : metricsOf(graph).map(({ dimensions }) => dimensions.QueueName);
      const alarmed = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(({ inputs }) => inputs.metricName === "ApproximateNumberOfMessagesVisible")
        .map(({ inputs }) => (inputs.dimensions as Record<string, string>).QueueName);
      expect(shown).to.have.members(alarmed);
    });
  });
}
