import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { DashboardError, dashboard, type GraphWidget, type Widget } from "../../../components/blocks/dashboard";
import { dashboardProblems, widgetsOf } from "../../support/dashboards";
import { record, target } from "../../support/pulumi";
import { sharedArgs } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

const metric = {
  namespace: "AWS/SQS",
  name: "Age",
  dimensions: { QueueName: pulumi.output("q") },
  statistic: "Maximum",
  periodSeconds: 60,
} as const;

const graph: GraphWidget = { kind: "graph", title: "Age", lines: [{ metric }] };

async function drawn(widgets: readonly Widget[], where = target) {
  const { resources, result } = await record(
    () => {
      const base = sharedArgs();
      return dashboard("orders-dashboard", { stack: base.stack, widgets }, base.key);
    },
    { where },
  );
  return { inputs: the(resources, "aws:cloudwatch/dashboard:Dashboard", "orders-dashboard").inputs, result };
}

async function refusal(widgets: readonly Widget[]): Promise<string> {
  let refused: unknown;
  await record(() => {
    const base = sharedArgs();
    try {
      dashboard("orders-dashboard", { stack: base.stack, widgets }, base.key);
    } catch (error) {
      refused = error;
    }
  });
  expect(refused).to.be.instanceOf(DashboardError);
  return String(refused);
}

describe("a dashboard", () => {
  it("is a body that AWS takes, of the last 24 hours, with the periods as they are given", async () => {
    const { inputs } = await drawn([
      graph,
      { kind: "totals", title: "Day", lines: [{ metric }, { expression: "SUM(METRICS())", label: "All" }] },
      { kind: "text", markdown: pulumi.output("# Hello") },
    ]);

    expect(inputs.dashboardName).to.equal("orders-dashboard-test");
    expect(dashboardProblems(inputs.dashboardBody)).to.deep.equal([]);
    const { widgets: _, ...settings } = JSON.parse(String(inputs.dashboardBody));
    expect(settings).to.deep.equal({ start: "-PT24H", periodOverride: "inherit" });
  });

  it("draws lines over time, in the stack's region", async () => {
    const { inputs } = await drawn([
      {
        ...graph,
        unit: "s",
        levels: [{ label: "Alarm", value: 900 }],
        lines: [
          { metric, id: "age", label: "Oldest", hidden: true },
          { expression: "age / 60", label: "Minutes" },
        ],
      },
    ]);

    expect(widgetsOf(inputs.dashboardBody)).to.deep.equal([
      {
        type: "metric",
        x: 0,
        y: 0,
        width: 12,
        height: 6,
        properties: {
          title: "Age",
          region: "eu-south-2",
          view: "timeSeries",
          stacked: false,
          yAxis: { left: { min: 0, showUnits: false, label: "s" } },
          annotations: { horizontal: [{ label: "Alarm", value: 900 }] },
          metrics: [
            [
              "AWS/SQS",
              "Age",
              "QueueName",
              "q",
              { stat: "Maximum", period: 60, label: "Oldest", id: "age", visible: false },
            ],
            [{ expression: "age / 60", label: "Minutes" }],
          ],
        },
      },
    ]);
  });

  it("shows totals of a whole day as one number each", async () => {
    const { inputs } = await drawn([
      {
        kind: "totals",
        title: "Day",
        lines: [
          { metric, id: "a" },
          { expression: "a", label: "A" },
        ],
      },
    ]);

    expect(widgetsOf(inputs.dashboardBody)[0]?.properties).to.deep.equal({
      title: "Day",
      region: "eu-south-2",
      view: "singleValue",
      period: 86_400,
      setPeriodToTimeRange: true,
      metrics: [
        ["AWS/SQS", "Age", "QueueName", "q", { stat: "Maximum", period: 86_400, id: "a" }],
        [{ expression: "a", label: "A", period: 86_400 }],
      ],
    });
  });

  it("places widgets in reading order, without overlaps", async () => {
    const { inputs } = await drawn([
      { kind: "text", markdown: "one", width: 24, height: 2 },
      { ...graph, width: 8, height: 4 },
      { ...graph, width: 8, height: 9 },
      { ...graph, width: 12 },
      { ...graph, width: 12 },
    ]);

    const places = widgetsOf(inputs.dashboardBody).map(({ x, y }) => [x, y]);
    expect(places).to.deep.equal([
      [0, 0],
      [0, 2],
      [8, 2],
      [0, 11],
      [12, 11],
    ]);
  });

  it("is found in the console of its partition", async () => {
    const elsewhere = (partition: string, region: string) => ({ ...target, partition, region });
    const urls = [
      (await drawn([graph])).result.url,
      (await drawn([graph], elsewhere("aws-cn", "cn-north-1"))).result.url,
      (await drawn([graph], elsewhere("aws-us-gov", "us-gov-west-1"))).result.url,
    ];

    const path = (region: string) => `cloudwatch/home?region=${region}#dashboards/dashboard/orders-dashboard-test`;
    expect(urls).to.deep.equal([
      `https://eu-south-2.console.aws.amazon.com/${path("eu-south-2")}`,
      `https://cn-north-1.console.amazonaws.cn/${path("cn-north-1")}`,
      `https://us-gov-west-1.console.amazonaws-us-gov.com/${path("us-gov-west-1")}`,
    ]);
  });

  const refused: readonly (readonly [string, Widget[], string])[] = [
    ["nothing", [], "must have 1 to 500 widgets, 0 given"],
    ["more widgets than AWS takes", Array<Widget>(501).fill(graph), "must have 1 to 500 widgets, 501 given"],
    ["a widget wider than the page", [{ ...graph, width: 25 }], "must make 'Age' 1 to 24 wide, 25 given"],
    ["a flat widget", [{ kind: "text", markdown: "x", height: 0 }], "must make its text 1 to 1000 high, 0 given"],
    ["a graph without lines", [{ ...graph, lines: [] }], "must draw 1 to 500 lines in 'Age', 0 given"],
    [
      "an id that is declared twice",
      [
        {
          ...graph,
          lines: [
            { metric, id: "a" },
            { metric, id: "a" },
          ],
        },
      ],
      "must give each id in 'Age' once",
    ],
    [
      "an id that CloudWatch refuses",
      [{ ...graph, lines: [{ metric, id: "Age" }] }],
      "must start ids in 'Age' with a lower-case letter, 'Age' given",
    ],
    [
      "a formula over nothing",
      [{ ...graph, lines: [{ expression: "100 * erors", label: "x" }] }],
      "uses 'erors' in 'Age', which is the id of no line there",
    ],
  ];
  for (const [what, widgets, problem] of refused) {
    it(`is refused with ${what}`, async () => {
      expect(await refusal(widgets)).to.include(`the dashboard orders-dashboard ${problem}`);
    });
  }

  it("takes searches, whose words are no ids", async () => {
    const expression = "SEARCH('{Backoffice,environment} MetricName=\"OrderValue\"', 'Sum', 300)";

    const { inputs } = await drawn([{ ...graph, lines: [{ expression, label: "" }] }]);

    expect(dashboardProblems(inputs.dashboardBody)).to.deep.equal([]);
  });
});
