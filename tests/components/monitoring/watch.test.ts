import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Monitoring, monitoringDashboards } from "../../../components/monitoring";
import { dashboardProblems, metricsOf, widgetsOf } from "../../support/dashboards";
import { record } from "../../support/pulumi";
import { anyFunction, fakeBundles, sharedArgs } from "../../support/pulumi-fixtures";
import { ofType, the } from "../../support/pulumi-queries";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

const queue = { logicalName: "orders-queue", queueName: "q" } as const;
const summary = {
  title: "Orders",
  dashboardUrl: pulumi.output("https://a"),
  queues: [queue],
  deadLetterQueues: [queue],
};

function recordMonitoring(
  config: Readonly<Record<string, string>> = {},
  use: (monitoring: Monitoring) => void = () => {},
) {
  return record(() => {
    const { stack, key } = sharedArgs(config);
    const monitoring = new Monitoring("monitoring-pipeline", { stack, key, bundles: fakeBundles });
    use(monitoring);
    const { alertsTopicArn, errorTable } = monitoring;
    anyFunction({ stack, key, alertsTopicArn, errorTable, bundles: fakeBundles, watcher: monitoring });
    const { functions, overview } = monitoringDashboards(stack, { monitoring, backup: undefined }, [summary]);
    return { functions: functions.url, overview: overview.url };
  });
}

describe("monitoring", () => {
  it("watches a function of the program once, as a child of that function", async () => {
    const { resources } = await recordMonitoring();

    const own = ofType(resources, alarmType).filter(({ name }) => name.startsWith("orders-create-"));
    const block = the(resources, "backoffice:blocks:LambdaFunction", "orders-create");
    expect(own.map(({ name }) => name)).to.deep.equal([
      "orders-create-duration-alarm",
      "orders-create-error-rate-alarm",
      "orders-create-throttles-alarm",
    ]);
    expect(own.every(({ parent }) => parent === block.urn)).to.equal(true);
  });

  it("watches a function of others by its name, through all of its aliases", async () => {
    const { resources } = await recordMonitoring({}, (monitoring) =>
      monitoring.watch("reports", { throttles: { threshold: 1, comparison: ">=" } }),
    );

    const throttles = the(resources, alarmType, "monitoring-watch-reports-throttles-alarm");
    expect(throttles.inputs).to.deep.include({
      name: "monitoring-watch-reports-throttles-alarm-test",
      dimensions: { FunctionName: "reports" },
      threshold: 1,
    });
    expect(the(resources, alarmType, "monitoring-watch-reports-duration-alarm").inputs.threshold).to.equal(500);
    expect(throttles.parent).to.equal(the(resources, "backoffice:pipelines:Monitoring", "monitoring-pipeline").urn);
  });

  it("watches the functions of others that the settings name, with their thresholds", async () => {
    const watchedFunctions = '[{"name":"reports","errorRatePercent":20},{"name":"invoices","averageDurationMs":9000}]';

    const { resources } = await recordMonitoring({ watchedFunctions });

    const threshold = (name: string) => the(resources, alarmType, name).inputs.threshold;
    expect(threshold("monitoring-watch-reports-error-rate-alarm")).to.equal(20);
    expect(threshold("monitoring-watch-reports-duration-alarm")).to.equal(500);
    expect(threshold("monitoring-watch-invoices-duration-alarm")).to.equal(9_000);
  });

  it("draws whatever it watches", async () => {
    const { resources } = await recordMonitoring({}, (monitoring) => monitoring.watch("reports"));

    const { dashboardBody } = the(resources, "aws:cloudwatch/dashboard:Dashboard", "monitoring-dashboard").inputs;
    expect(dashboardProblems(dashboardBody)).to.deep.equal([]);
    const names = widgetsOf(dashboardBody)
      .flatMap(metricsOf)
      .flatMap(({ dimensions }) => dimensions.FunctionName ?? []);
    expect(new Set(names)).to.deep.equal(new Set(["reports", "orders-create-test"]));
  });

  it("has a simulator only where the settings ask for one", async () => {
    const simulators = async (config: Readonly<Record<string, string>>) =>
      ofType((await recordMonitoring(config)).resources, "aws:lambda/function:Function")
        .map(({ name }) => name)
        .filter((name) => name.startsWith("monitoring-"));

    expect(await simulators({})).to.deep.equal([]);
    expect(await simulators({ simulatorEnabled: "true" })).to.deep.equal(["monitoring-simulator"]);
  });
});
