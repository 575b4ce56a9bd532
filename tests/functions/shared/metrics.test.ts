import { expect } from "chai";
import { metricNamespace } from "../../../functions/contracts/metric-catalog";
import { createMetrics, type MetricsRecorder } from "../../../functions/shared/metrics";

interface EmfLine {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

/** The lines that the recorder writes while it is used, parsed; each must be a line of its own. */
function written(use: (recorder: MetricsRecorder) => void): EmfLine[] {
  const chunks: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = ((chunk: string) => chunks.push(chunk) > 0) as typeof process.stdout.write;
  try {
    use(createMetrics({ ENVIRONMENT: "test", SERVICE: "orders" }));
  } finally {
    process.stdout.write = write;
  }
  for (const chunk of chunks) expect(chunk).to.match(/^[^\n]+\n$/);
  return chunks.map((chunk): EmfLine => JSON.parse(chunk));
}

/** What CloudWatch makes of lines, by the specification: every metric of a directive with the values of its dimensions. */
function seenByCloudWatch(lines: readonly EmfLine[]) {
  return lines.flatMap((line) =>
    line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
      Dimensions.flatMap((names) =>
        Metrics.map(({ Name, Unit }) => ({
          namespace: Namespace,
          name: Name,
          unit: Unit,
          dimensions: Object.fromEntries([...names].sort().map((name) => [name, line[name]])),
          values: [line[Name]].flat(),
        })),
      ),
    ),
  );
}

const own = { namespace: metricNamespace, unit: "Count", dimensions: { environment: "test", service: "orders" } };

describe("the metrics recorder", () => {
  it("writes metrics of different dimensions in one line, each under exactly its own", () => {
    const before = Date.now();
    const lines = written((recorder) => {
      recorder.count("ordersPlaced");
      recorder.count("orderValue", 17.8, { currency: "EUR" });
      recorder.flush();
    });

    expect(lines).to.have.lengthOf(1);
    expect(lines[0]?._aws.Timestamp).to.be.within(before, Date.now());
    expect(seenByCloudWatch(lines)).to.have.deep.members([
      { ...own, name: "OrdersPlaced", values: [1] },
      {
        ...own,
        name: "OrderValue",
        unit: "None",
        dimensions: { ...own.dimensions, currency: "EUR" },
        values: [17.8],
      },
    ]);
  });

  it("keeps two values of one dimension apart: a line has one value for each name", () => {
    const lines = written((recorder) => {
      recorder.count("orderFailures", 1, { kind: "stale" });
      recorder.count("ordersPlaced", 2);
      recorder.count("orderFailures", 1, { kind: "conflict" });
      recorder.count("orderStatusChanged", 1, { status: "SHIPPED" });
      recorder.flush();
    });

    const of = (name: string, extra: object, values: number[]) => ({
      ...own,
      name,
      dimensions: { ...own.dimensions, ...extra },
      values,
    });
    expect(seenByCloudWatch(lines)).to.have.deep.members([
      of("OrderFailures", { kind: "stale" }, [1]),
      of("OrderFailures", { kind: "conflict" }, [1]),
      of("OrdersPlaced", {}, [2]),
      of("OrderStatusChanged", { status: "SHIPPED" }, [1]),
    ]);
    expect(lines).to.have.lengthOf(2);
  });

  it("gives every value of a metric that is counted more often, and loses none beyond the hundred that a line may hold", () => {
    const values = Array.from({ length: 250 }, (_, index) => index);
    const lines = written((recorder) => {
      for (const value of values) recorder.count("orderValue", value, { currency: "JPY" });
      recorder.flush();
    });

    const seen = seenByCloudWatch(lines);
    expect(seen.flatMap((metric) => metric.values)).to.deep.equal(values);
    expect(Math.max(...seen.map((metric) => metric.values.length))).to.equal(100);
    for (const { dimensions } of seen) expect(dimensions).to.deep.equal({ ...own.dimensions, currency: "JPY" });
  });

  it("writes what was counted once, and nothing when nothing was", () => {
    const lines = written((recorder) => {
      recorder.flush();
      recorder.count("ordersReplayed");
      recorder.flush();
      recorder.flush();
      recorder.count("ordersReplayed");
      recorder.flush();
    });

    expect(seenByCloudWatch(lines)).to.deep.equal([
      { ...own, name: "OrdersReplayed", values: [1] },
      { ...own, name: "OrdersReplayed", values: [1] },
    ]);
  });
});
