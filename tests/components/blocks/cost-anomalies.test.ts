import { expect } from "chai";
import { anomalyPublishers, CostAnomalies } from "../../../components/blocks/cost-anomalies";
import { Topic } from "../../../components/blocks/topic";
import { record } from "../../support/pulumi";
import { sharedArgs, tags } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

const id = "11112222-3333-4444-5555-666677778888";

describe("unusual costs", () => {
  it("are looked for in every service, and notified to the topic at once, from an amount on", async () => {
    const { resources } = await record(() => {
      const { stack, key } = sharedArgs({ costAnomaliesEnabled: "true", costAnomalyUsd: "50" });
      const topic = new Topic("monitoring-alerts", { stack, key, displayName: "Alarms" });
      return new CostAnomalies("monitoring-costs", { stack, topic });
    });

    const monitor = the(resources, "aws:costexplorer/anomalyMonitor:AnomalyMonitor", "monitoring-costs-monitor");
    expect(monitor.inputs).to.deep.equal({
      ...{ name: "monitoring-costs-monitor-test", monitorType: "DIMENSIONAL", monitorDimension: "SERVICE", tags },
    });
    const alerts = the(
      resources,
      "aws:costexplorer/anomalySubscription:AnomalySubscription",
      "monitoring-costs-alerts",
    );
    expect(alerts.inputs).to.deep.equal({
      name: "monitoring-costs-alerts-test",
      frequency: "IMMEDIATE",
      monitorArnLists: [`arn:aws:ce::111122223333:anomalymonitor/${id}`],
      subscribers: [{ type: "SNS", address: "arn:aws:sns:eu-south-2:111122223333:monitoring-alerts-test" }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: ["50"],
        },
      },
      tags,
    });
    expect(alerts.dependencies).to.include(
      the(resources, "aws:sns/topicPolicy:TopicPolicy", "monitoring-alerts-policy").urn,
    );
  });

  it("publish by the account's subscriptions, and nobody does without a monitor", async () => {
    const { result } = await record(() => ({
      on: anomalyPublishers(sharedArgs({ costAnomaliesEnabled: "true" }).stack),
      off: anomalyPublishers(sharedArgs().stack),
    }));

    const sourceArn = "arn:aws:ce::111122223333:anomalysubscription/*";
    expect(result).to.deep.equal({ on: [{ service: "costalerts.amazonaws.com", sourceArn }], off: [] });
  });
});
