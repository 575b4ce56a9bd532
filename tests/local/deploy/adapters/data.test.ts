import { DescribeAlarmsCommand, GetDashboardCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand, DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeContinuousBackupsCommand,
  DescribeContributorInsightsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand } from "@aws-sdk/client-kms";
import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { emulated, policy } from "./emulated";

describe("adapters of data and observation services", () => {
  const world = emulated();

  it("create keys with policy, rotation and alias", async () => {
    const { outputs } = await world.deploy(() => {
      const all = { Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" };
      const key = new aws.kms.Key("key", {
        description: "Everything",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policy(all),
        tags: { Application: "shop" },
      });
      const alias = new aws.kms.Alias("alias", { name: "alias/everything", targetKeyId: key.keyId });
      return { arn: key.arn, id: key.keyId, alias: alias.arn, target: alias.targetKeyArn };
    });

    const { KeyMetadata } = await world.clients.kms.send(new DescribeKeyCommand({ KeyId: "alias/everything" }));
    const rotation = await world.clients.kms.send(new GetKeyRotationStatusCommand({ KeyId: String(outputs.id) }));
    const stored = await world.clients.kms.send(new GetKeyPolicyCommand({ KeyId: String(outputs.id) }));
    expect(KeyMetadata).to.include({ Arn: outputs.arn, Description: "Everything" });
    expect(rotation.KeyRotationEnabled).to.equal(true);
    expect(stored.Policy).to.contain("arn:aws:iam::000000000000:root");
    expect(outputs.target).to.equal(outputs.arn);
    expect(outputs.alias).to.equal("arn:aws:kms:us-east-1:000000000000:alias/everything");
  });

  it("create tables with keys, indexes, stream, expiry, backups and insights", async () => {
    const { outputs } = await world.deploy(() => {
      const table = new aws.dynamodb.Table("table", {
        name: "orders",
        billingMode: "PAY_PER_REQUEST",
        hashKey: "orderId",
        rangeKey: "version",
        attributes: [
          { name: "orderId", type: "S" },
          { name: "version", type: "N" },
          { name: "customerId", type: "S" },
        ],
        globalSecondaryIndexes: [
          { name: "ByCustomer", hashKey: "customerId", rangeKey: "version", projectionType: "ALL" },
        ],
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        ttl: { enabled: true, attributeName: "expiresAt" },
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/k" },
        deletionProtectionEnabled: true,
      });
      const plain = new aws.dynamodb.Table("plain", {
        name: "plain",
        billingMode: "PAY_PER_REQUEST",
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        globalSecondaryIndexes: [],
      });
      new aws.dynamodb.ContributorInsights("insights", { tableName: table.name, indexName: "ByCustomer" });
      return { arn: table.arn, stream: table.streamArn, noStream: plain.streamArn };
    });

    const { dynamoDb } = world.clients;
    const { Table } = await dynamoDb.send(new DescribeTableCommand({ TableName: "orders" }));
    const ttl = await dynamoDb.send(new DescribeTimeToLiveCommand({ TableName: "orders" }));
    const backups = await dynamoDb.send(new DescribeContinuousBackupsCommand({ TableName: "orders" }));
    const insights = await dynamoDb.send(
      new DescribeContributorInsightsCommand({ TableName: "orders", IndexName: "ByCustomer" }),
    );
    expect(Table?.TableArn).to.equal(outputs.arn);
    expect(Table?.LatestStreamArn).to.equal(outputs.stream);
    expect(outputs.noStream).to.equal("");
    expect(Table?.KeySchema?.map((key) => key.AttributeName)).to.deep.equal(["orderId", "version"]);
    expect(Table?.GlobalSecondaryIndexes?.[0]?.IndexName).to.equal("ByCustomer");
    expect(Table?.DeletionProtectionEnabled).to.equal(true);
    expect(Table?.SSEDescription?.SSEType).to.equal("KMS");
    expect(ttl.TimeToLiveDescription).to.deep.equal({ TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" });
    const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    expect(recovery?.PointInTimeRecoveryStatus).to.equal("ENABLED");
    expect(insights.ContributorInsightsStatus).to.match(/^ENABL/);
  });

  it("create log groups, metric filters, alarms and dashboards", async () => {
    await world.deploy(() => {
      const logs = new aws.cloudwatch.LogGroup("logs", { name: "/shop", retentionInDays: 14, kmsKeyId: "arn:k" });
      new aws.cloudwatch.LogMetricFilter("filter", {
        name: "errors",
        logGroupName: logs.name,
        pattern: '{ $.level = "ERROR" }',
        metricTransformation: { name: "Errors", namespace: "Shop", value: "1", defaultValue: "0" },
      });
      const common = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 2, threshold: 5 };
      new aws.cloudwatch.MetricAlarm("alarm", {
        ...common,
        name: "slow",
        namespace: "AWS/Lambda",
        metricName: "Duration",
        dimensions: { FunctionName: "f", Resource: "f:live" },
        period: 60,
        extendedStatistic: "p99",
        evaluateLowSampleCountPercentiles: "evaluate",
        treatMissingData: "notBreaching",
      });
      new aws.cloudwatch.MetricAlarm("math", {
        ...common,
        name: "rate",
        metricQueries: [
          { id: "rate", expression: "FILL(m1, 0)", label: "Rate", returnData: true },
          { id: "m1", metric: { namespace: "N", metricName: "M", period: 60, stat: "Sum", dimensions: { A: "b" } } },
        ],
      });
      new aws.cloudwatch.Dashboard("board", { dashboardName: "board", dashboardBody: '{"widgets":[]}' });
    });

    const { cloudWatch, logs } = world.clients;
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    const groups = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/shop" }));
    const filters = await logs.send(new DescribeMetricFiltersCommand({ logGroupName: "/shop" }));
    const board = await cloudWatch.send(new GetDashboardCommand({ DashboardName: "board" }));
    const alarm = MetricAlarms.find(({ AlarmName }) => AlarmName === "slow");
    const math = MetricAlarms.find(({ AlarmName }) => AlarmName === "rate");
    expect(alarm).to.include({ ExtendedStatistic: "p99", TreatMissingData: "notBreaching", Threshold: 5 });
    expect(alarm?.Dimensions).to.deep.include({ Name: "Resource", Value: "f:live" });
    // The emulator keeps the queries of an alarm to itself; that there is no plain metric shows that it has taken them.
    expect(math).to.include({ Threshold: 5, EvaluationPeriods: 2 });
    expect(math?.MetricName).to.be.oneOf([undefined, ""]);
    expect(groups.logGroups?.[0]?.retentionInDays).to.equal(14);
    expect(filters.metricFilters?.[0]?.filterPattern).to.equal('{ $.level = "ERROR" }');
    expect(JSON.parse(board.DashboardBody ?? "")).to.deep.equal({ widgets: [] });
  });
});
