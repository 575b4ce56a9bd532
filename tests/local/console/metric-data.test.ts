import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { createSeries, type MetricPoint } from "../../../aws/alarms/series";
import { answerQueries } from "../../../local/console/metric-data";

const minute = 60_000;
const range = { from: 0, to: 10 * minute };

function point(
  name: string,
  at: number,
  value: number,
  dimensions: Readonly<Record<string, string>> = {},
): MetricPoint {
  return { namespace: "Backoffice", name, dimensions, at, value };
}

function stat(Id: string, name: string, Stat = "Sum", Period = 300): MetricDataQuery {
  return { Id, MetricStat: { Metric: { Namespace: "Backoffice", MetricName: name }, Stat, Period } };
}

/** Data of sources that measure these points, and orders and times. */
function series(...points: readonly MetricPoint[]) {
  const names = ["Orders", "Time", ...points.map(({ name }) => name)];
  const titles = new Set(names.map((name) => `Backoffice ${name}`));
  return { series: createSeries({ origin: 0, factor: 1 }, points), titles };
}

describe("metric data of a local run", () => {
  it("has one value a period, at the period's beginning, and none where nothing was measured", () => {
    const data = series(point("Orders", 0, 1), point("Orders", 4 * minute, 2), point("Orders", 5 * minute, 4));

    expect(answerQueries([stat("a", "Orders")], range, data)).to.deep.equal({
      lines: [
        {
          id: "a",
          label: "Orders",
          points: [
            [0, 3],
            [5 * minute, 4],
          ],
        },
      ],
      gaps: [],
    });
    expect(answerQueries([stat("a", "Time")], range, data)).to.deep.equal({
      lines: [{ id: "a", label: "Time", points: [] }],
      gaps: [],
    });
  });

  for (const [statistic, value] of [
    ["Average", 50.5],
    ["Maximum", 100],
    ["Minimum", 1],
    ["SampleCount", 100],
    ["p50", 50],
    ["p99", 99],
    ["p99.9", 100],
    ["p100", 100],
  ] as const) {
    it(`computes ${statistic} of single values`, () => {
      const values = Array.from({ length: 100 }, (_, index) => point("Time", 0, 100 - index));

      expect(answerQueries([stat("a", "Time", statistic)], range, series(...values)).lines[0]?.points).to.deep.equal([
        [0, value],
      ]);
    });
  }

  it("says which statistic it does not compute, and which metric no source measures, whatever its namespace", () => {
    const queries = [stat("a", "Time", "tm90"), stat("b", "Unknown")];

    expect(answerQueries(queries, range, series()).gaps).to.deep.equal([
      "the statistic tm90 is not computed here",
      "Backoffice Unknown is not measured on this machine",
    ]);
  });

  it("evaluates expressions over metrics that are not drawn, and over other expressions", () => {
    const data = series(point("Bad", 0, 1), point("All", 0, 4));
    const hidden = (query: MetricDataQuery) => ({ ...query, ReturnData: false });

    const { lines } = answerQueries(
      [
        hidden(stat("bad", "Bad")),
        hidden(stat("all", "All")),
        { Id: "share", Expression: "100 * bad / all", ReturnData: false },
        { Id: "doubled", Expression: "IF(share > 20, share * 2, share)", Label: "Share" },
      ],
      range,
      data,
    );

    expect(lines).to.deep.equal([{ id: "doubled", label: "Share", points: [[0, 50]] }]);
  });

  it("draws a line for each metric that a search finds: exactly these dimensions, these values", () => {
    const found = (reason: string, environment: string) => ({ reason, environment });
    const data = series(
      point("Refused", 0, 1, found("a", "dev")),
      point("Refused", 0, 2, found("b", "dev")),
      point("Refused", 0, 4, found("b", "prod")),
      point("Refused", 0, 8, { environment: "dev" }),
      point("Other", 0, 16, found("a", "dev")),
    );
    const terms = `{Backoffice,environment,reason} MetricName="Refused" environment="dev"`;

    const alone = answerQueries([{ Id: "s", Expression: `SEARCH('${terms}', 'Sum', 300)` }], range, data);
    const sum = answerQueries(
      [{ Id: "s", Expression: `SUM(SEARCH('${terms}', 'Sum', 300))`, Label: "All" }],
      range,
      data,
    );

    expect(alone.lines.map(({ label, points }) => [label, points])).to.deep.equal([
      ["a dev", [[0, 1]]],
      ["b dev", [[0, 2]]],
    ]);
    expect(sum.lines).to.deep.equal([{ id: "s", label: "All", points: [[0, 3]] }]);
  });

  it("says what it does not compute instead of drawing nothing", () => {
    const { lines, gaps } = answerQueries([{ Id: "a", Expression: "ANOMALY_DETECTION_BAND(b)" }], range, series());

    expect(lines).to.deep.equal([]);
    expect(gaps).to.have.length(1);
    expect(gaps[0]).to.match(/^'ANOMALY_DETECTION_BAND\(b\)' is not computed here: /);
  });
});
