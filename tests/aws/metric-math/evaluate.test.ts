// Examples and rules of "Using math expressions with CloudWatch metrics" in CloudWatch's user guide.
import { expect } from "chai";
import fc from "fast-check";
import { evaluate, evaluateOnce } from "../../../aws/metric-math/evaluate";
import { parseExpression } from "../../../aws/metric-math/parse";
import { MetricMathError, type Points } from "../../../aws/metric-math/value";

/** Data points as the guide writes them, `-` for none: `30 20 0 -`. */
function points(text: string): Points {
  return text.split(" ").map((one) => (one === "-" ? undefined : Number(one)));
}

function written(all: Points): string {
  return all.map((one) => one ?? "-").join(" ");
}

/** What an expression makes of metrics with a period of a minute. */
function result(expression: string, metrics: Readonly<Record<string, string>>): string {
  const data = new Map(Object.entries(metrics).map(([id, text]) => [id, points(text)]));
  const [first = []] = data.values();
  return written(evaluate(parseExpression(expression), { metrics: data, length: first.length, periodSeconds: 60 }));
}

type Cases = readonly (readonly [expression: string, expected: string])[];

function holds(metrics: Readonly<Record<string, string>>, cases: Cases): void {
  for (const [expression, expected] of cases) {
    it(`makes ${expected} of ${expression}`, () => {
      expect(result(expression, metrics)).to.equal(expected);
    });
  }
}

describe("metric math with the guide's comparisons", () => {
  holds({ metric1: "30 20 0 0", metric2: "20 - 20 -" }, [
    ["(metric1 < metric2)", "0 0 1 0"],
    ["(metric1 >= 30)", "1 0 0 0"],
    ["(metric1 > 15 AND metric2 > 15)", "1 0 0 0"],
    ["metric1 > 15 && metric2 > 15", "1 0 0 0"],
    ["metric1 > 15 OR metric2 > 15", "1 1 1 0"],
    ["metric1 == 0 || metric1 != 20", "1 0 1 1"],
  ]);
});

describe("metric math with the guide's IF expressions", () => {
  const metrics = { metric1: "1 1 0 0 -", metric2: "30 - 0 0 30", metric3: "0 0 20 - 20" };
  holds(metrics, [
    ["IF(metric1, metric2, metric3)", "30 0 20 - -"],
    ["IF(metric1, 5, metric3)", "5 5 20 - -"],
    ["IF(metric1, metric2, 5)", "30 0 5 5 -"],
    ["IF(metric1, metric2)", "30 0 - - -"],
    ["IF(1, metric2, metric3)", "30 - 0 0 30"],
    ["IF(0, metric2, metric3)", "0 0 20 - 20"],
    ["IF(0, metric2)", "- - - - -"],
    ["IF(metric2 < 20, metric2)", "- - 0 0 -"],
    ["IF(metric2 < 20, 10, 2)", "2 - 10 10 2"],
    ["IF(-metric1, 7, 8)", "7 7 8 8 -"],
  ]);
});

describe("metric math's arithmetic", () => {
  holds({ a: "6 8 - 0 -", b: "3 0 4 0 -" }, [
    ["a + b", "9 8 4 0 -"],
    ["a - b - 1", "2 7 -5 -1 -"],
    // A missing value is 0, and what would be divided by zero is dropped.
    ["a / b", "2 - 0 - -"],
    ["-a", "-6 -8 - 0 -"],
    ["-2 * a", "-12 -16 - 0 -"],
    ["a ^ 2 * 2", "72 128 - 0 -"],
    ["a + 2 * 3", "12 14 - 6 -"],
    ["(a + 2) * 3", "24 30 - 6 -"],
    ["2 ^ 3 ^ 2 + 0 * b", "512 512 512 512 -"],
    ["a + (1 / 0)", "- - - - -"],
  ]);

  it("is done for each metric of an array", () => {
    expect(result("SUM(100 / [a, b])", { a: "10 50 -", b: "- 25 -" })).to.equal("10 6 -");
    expect(result("AVG([a, b] / c)", { a: "4 8", b: "2 -", c: "2 4" })).to.equal("1.5 1");
    expect(result("SUM(-[a, b])", { a: "1 2", b: "3 -" })).to.equal("-4 -2");
  });
});

describe("metric math's functions of one metric", () => {
  holds({ m: "-4.5 - 2.5 8" }, [
    ["ABS(m)", "4.5 - 2.5 8"],
    ["CEIL(m)", "-4 - 3 8"],
    ["FLOOR(m)", "-5 - 2 8"],
    ["LOG10(m * 0 + 1000)", "3 - 3 3"],
    ["LOG(m)", `- - ${Math.log(2.5)} ${Math.log(8)}`],
    ["m - AVG(m)", "-6.5 - 0.5 6"],
    ["m - MIN(m)", "0 - 7 12.5"],
    ["MAX(m) - m", "12.5 - 5.5 0"],
    ["m * 0 + SUM(m) / DATAPOINT_COUNT(m)", "2 - 2 2"],
    ["DIFF(m)", "- - 7 5.5"],
    ["DIFF_TIME(m)", "- - 120 60"],
    ["RATE(m * 60)", "- - 3.5 5.5"],
    ["RUNNING_SUM(m)", "-4.5 - -2 6"],
    ["m / PERIOD(m) * 60", "-4.5 - 2.5 8"],
    ["TIME_SERIES(MAX(m))", "8 8 8 8"],
  ]);

  it("give the deviation from the average", () => {
    expect(result("TIME_SERIES(STDDEV(m))", { m: "2 4 4 4 5 5 7 9" })).to.equal("2 2 2 2 2 2 2 2");
  });
});

describe("metric math's FILL", () => {
  holds({ m: "- 2 - - 8 -", other: "1 - 3 - 5 6" }, [
    ["FILL(m, 10)", "10 2 10 10 8 10"],
    ["FILL(m, MIN(m))", "2 2 2 2 8 2"],
    ["FILL(m, other)", "1 2 3 - 8 6"],
    ["FILL(m, REPEAT)", "- 2 2 2 8 8"],
    ["FILL(m, LINEAR)", "- 2 4 6 8 -"],
    ["FILL(m, -1)", "-1 2 -1 -1 8 -1"],
    ["SUM(FILL([m, other], 0))", "1 2 3 0 13 6"],
  ]);
});

describe("metric math's functions of several metrics", () => {
  holds({ errors4xx: "1 - -", errors5xx: "3 5 -", calls: "8 10 -" }, [
    ["SUM([errors4xx, errors5xx])", "4 5 -"],
    ["MAX([errors4xx, errors5xx])", "3 5 -"],
    ["MIN([errors4xx, errors5xx])", "1 5 -"],
    // A missing value is 0 in an average.
    ["AVG([errors4xx, errors5xx])", "2 2.5 -"],
    ["STDDEV([errors4xx, errors5xx])", "1 0 -"],
    ["DATAPOINT_COUNT([errors4xx, errors5xx])", "2 1 -"],
    ["SUM(METRICS())", "12 15 -"],
    ['SUM(METRICS("errors")) / SUM(METRICS("calls")) * 100', "50 50 -"],
    ['SUM([METRICS("4xx"), METRICS("5xx")])', "4 5 -"],
    ["calls / METRIC_COUNT(METRICS('errors'))", "4 5 -"],
    ["FIRST(METRICS())", "1 - -"],
    ["LAST(METRICS())", "8 10 -"],
    ["SUM(SLICE(METRICS(), 1, 2))", "3 5 -"],
    ["SUM(SLICE(METRICS(), 1))", "11 15 -"],
    ["calls / METRIC_COUNT(REMOVE_EMPTY([calls, IF(0, calls)]))", "8 10 -"],
    ["SUM(ABS(-METRICS()))", "12 15 -"],
  ]);
});

describe("metric math that CloudWatch does not compute", () => {
  for (const [expression, says] of [
    ["1 + 2", "the result is a number, not a time series"],
    ["SUM(a)", "the result is a number, not a time series"],
    ["METRICS()", "the result is an array of time series, not a time series"],
    ["a + c", "'c' is no id of the request"],
    ["METRICS() + METRICS()", "two arrays of time series stand side by side"],
    ["IF(METRICS(), 1, 0)", "IF takes numbers and time series, not an array of them"],
    ["ABS(1)", "ABS takes a time series or an array of them, not a number"],
    ["FILL(1, 0)", "FILL takes a time series or an array of them, not a number"],
    ["FILL(a, METRICS())", "FILL fills by a number or a time series, not an array of them"],
    ["SUM([a, 1])", "an array holds time series, not numbers"],
    ["SUM(1)", "SUM takes an array of time series, not a number"],
    ["FIRST(a)", "FIRST takes an array of time series, not a time series"],
    ["TIME_SERIES(a)", "TIME_SERIES takes a number, not a time series"],
    ["a / PERIOD(METRICS())", "PERIOD takes a metric, not an array of time series"],
  ] as const) {
    it(`is refused: ${expression}`, () => {
      expect(() => result(expression, { a: "1 2", b: "3 4" })).to.throw(MetricMathError, says);
    });
  }
});

describe("metric math at one moment", () => {
  const rate = parseExpression("IF(invocations > 0, 100 * errors / invocations, 0)");

  it("is the percentage of failed calls, 0 without failures, and nothing without calls", () => {
    expect(evaluateOnce(rate, { errors: 7, invocations: 100 })).to.equal(7);
    expect(evaluateOnce(rate, { errors: 0, invocations: 0 })).to.equal(0);
    expect(evaluateOnce(rate, { errors: undefined, invocations: undefined })).to.equal(undefined);
  });

  it("does arithmetic as JavaScript does, for all numbers", () => {
    const operator = fc.constantFrom("+", "-", "*", "<", "<=", ">", ">=");
    const term: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom("a", "b"),
        fc.nat(50).map(String),
        fc.tuple(tie("tree"), operator, tie("tree")).map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      ),
    })).tree;
    fc.assert(
      fc.property(term, fc.nat(20), fc.nat(20), (text, a, b) => {
        const expected: unknown = new Function("a", "b", `return Number(a * 0 + ${text});`)(a, b);
        expect(evaluateOnce(parseExpression(`a * 0 + ${text}`), { a, b })).to.equal(expected);
      }),
    );
  });
});
