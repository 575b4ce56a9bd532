import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { createGatherer } from "../../../local/alarms/gather";
import { createFakeMetrics, type MetricSource } from "../../../local/alarms/source";
import { createLocalMetrics } from "../../../local/console/metrics";

const minute = 60_000;
const clock = { origin: 0, factor: 1 };
const range = { from: 0, to: 5 * minute };

function query(Namespace: string, MetricName: string): MetricDataQuery {
  return { Id: "a", MetricStat: { Metric: { Namespace, MetricName }, Stat: "Maximum", Period: 300 } };
}

describe("metrics of a local run in the console", () => {
  it("are those of every source of the run, and what has a source counts as measured before there is data", async () => {
    const queues = createFakeMetrics("queues", { titles: ["AWS/SQS Visible", "AWS/SQS Age"] });
    const email = createFakeMetrics("SES", { titles: ["AWS/SES Bounce"] });
    const metrics = createLocalMetrics(createGatherer([queues, email], clock));
    queues.add({ namespace: "AWS/SQS", name: "Visible", dimensions: {}, at: minute, value: 7 });

    expect(await metrics.data([query("AWS/SQS", "Visible")], range)).to.deep.equal({
      lines: [{ id: "a", label: "Visible", points: [[0, 7]] }],
      gaps: [],
    });
    expect((await metrics.data([query("AWS/SES", "Bounce")], range)).gaps).to.deep.equal([]);
    expect((await metrics.data([query("AWS/SNS", "Published")], range)).gaps).to.deep.equal([
      "AWS/SNS Published is not measured on this machine",
    ]);
  });

  it("are read once for questions at the same time, and anew for the next", async () => {
    let reads = 0;
    const counted: MetricSource = {
      name: "counted",
      follow: (_, take) => ({
        async read() {
          reads += 1;
          await new Promise((resolve) => setImmediate(resolve));
          take({ namespace: "Shop", name: "Orders", dimensions: {}, at: 0, value: reads });
          return ["Shop Orders"];
        },
      }),
    };
    const metrics = createLocalMetrics(createGatherer([counted], clock));
    const ask = async () => (await metrics.data([query("Shop", "Orders")], range)).lines[0]?.points;

    expect(await Promise.all([ask(), ask(), ask()])).to.deep.equal([[[0, 1]], [[0, 1]], [[0, 1]]]);
    expect(await ask()).to.deep.equal([[0, 2]]);
  });

  it("are asked for again after a source has failed", async () => {
    let fails = true;
    const sometimes: MetricSource = {
      name: "sometimes",
      follow: () => ({
        async read() {
          if (fails) throw new Error("no logs");
          return ["Shop Orders"];
        },
      }),
    };
    const metrics = createLocalMetrics(createGatherer([sometimes], clock));

    const failure: unknown = await metrics.data([query("Shop", "Orders")], range).catch((error: unknown) => error);
    fails = false;

    expect(failure).to.include({ message: "no logs" });
    expect((await metrics.data([query("Shop", "Orders")], range)).gaps).to.deep.equal([]);
  });
});
