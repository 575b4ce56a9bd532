import type { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { createCloudWatchMetrics } from "../../console/deployed/metrics";
import { deployedResources } from "../../console/deployed/resources";
import { physicalName, readFlow } from "../../console/server/picture/model";
import type { Target } from "../../ops/stack/target";
import { outputsWith } from "../ops/support/outputs";

const accountId = "111122223333";

function target(environmentSuffix: string, region: string): Target {
  const outputs = outputsWith({ stack: { environmentSuffix, region, accountId } });
  return { title: environmentSuffix, outputs, region, accountId };
}

describe("the resources of a deployed stack", () => {
  it("are those of the stack file with its environment, with the names and ARNs of its account", async () => {
    const { resources, origin } = await deployedResources(target("dev", "eu-central-1"), undefined);

    expect(origin).to.equal("this checkout's program with Pulumi.dev.yaml");
    const queue = resources.find((each) => physicalName(each) === "shipments-dead-letters-dev");
    expect(queue?.state.arn).to.equal(`arn:aws:sqs:eu-central-1:${accountId}:shipments-dead-letters-dev`);
    expect(queue?.id).to.equal(`https://sqs.eu-central-1.amazonaws.com/${accountId}/shipments-dead-letters-dev`);
    expect(readFlow(resources).edges.length).to.be.at.least(40);
  });

  it("are found for a stack whose file holds what only the Pulumi CLI can decrypt", async () => {
    const { resources, origin } = await deployedResources(target("prod", "eu-central-1"), "acme/prod");

    expect(origin).to.equal("this checkout's program with Pulumi.prod.yaml");
    expect(resources.length).to.be.at.least(300);
  });

  it("are none, with the reason, for an environment of another checkout", async () => {
    expect(await deployedResources(target("elsewhere", "eu-central-1"), undefined)).to.deep.equal({
      resources: [],
      origin: "no Pulumi.<stack>.yaml of this checkout has the environmentSuffix 'elsewhere'",
    });
  });
});

describe("CloudWatch's data", () => {
  it("is one line for each result, over all pages, in order", async () => {
    const client = new CloudWatchClient({ region: "eu-central-1" });
    const asked: GetMetricDataCommand["input"][] = [];
    client.send = (async ({ input }: GetMetricDataCommand) => {
      asked.push(input);
      const [first, second] = [new Date(60_000), new Date(120_000)];
      return input.NextToken === undefined
        ? { MetricDataResults: [{ Id: "a", Label: "Calls", Timestamps: [first], Values: [1] }], NextToken: "more" }
        : {
            MetricDataResults: [{ Id: "a", Label: "Calls", Timestamps: [second], Values: [2] }],
            Messages: [{ Value: "Too many points" }],
          };
    }) as never;

    const answer = await createCloudWatchMetrics(client).data([{ Id: "a" }], { from: 0, to: 180_000 });

    expect(answer).to.deep.equal({
      lines: [
        {
          id: "a",
          label: "Calls",
          points: [
            [60_000, 1],
            [120_000, 2],
          ],
        },
      ],
      gaps: ["Too many points"],
    });
    expect(asked.map(({ StartTime, EndTime }) => [StartTime?.getTime(), EndTime?.getTime()])).to.deep.equal([
      [0, 180_000],
      [0, 180_000],
    ]);
  });

  it("is one value over the whole range where that is asked for: CloudWatch is given one period of its length", async () => {
    const client = new CloudWatchClient({ region: "eu-central-1" });
    const asked: GetMetricDataCommand["input"][] = [];
    client.send = (async ({ input }: GetMetricDataCommand) => {
      const { MetricDataQueries, StartTime, EndTime } = input;
      asked.push({ MetricDataQueries, StartTime, EndTime });
      return {};
    }) as never;
    const Metric = { Namespace: "AWS/Lambda", MetricName: "Errors" };

    await createCloudWatchMetrics(client).data(
      [
        { Id: "a", MetricStat: { Metric, Period: 300, Stat: "Sum" } },
        { Id: "b", Expression: "SUM(SEARCH('{AWS/Lambda} Errors', 'Sum', 300))", Period: 300 },
      ],
      { from: 61_000, to: 61_000 + 24 * 3_600_000, whole: true },
    );

    // 24 hours and one second from the minute on, in parts of five minutes.
    const Period = 24 * 3_600 + 300;
    expect(asked).to.deep.equal([
      {
        MetricDataQueries: [
          { Id: "a", MetricStat: { Metric, Period, Stat: "Sum" } },
          { Id: "b", Expression: `SUM(SEARCH('{AWS/Lambda} Errors', 'Sum', ${Period}))`, Period },
        ],
        StartTime: new Date(60_000),
        EndTime: new Date(60_000 + Period * 1_000),
      },
    ]);
  });
});
