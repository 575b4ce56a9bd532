// X10, X11, N6, O9: whatever alarm or widget names one of our own metrics, some function writes it, with exactly that dimension set and unit.
// Three links: a bundle of the pipeline counts the metric by its key; the recorder in the bundles writes each key with the dimensions and
// the unit of the catalog; alarms and widgets name it with these dimensions.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import * as esbuild from "esbuild";
import { type Bundles, bundleFunctions } from "../../../components/blocks/bundle";
import type { FunctionEntry } from "../../../components/functions";
import {
  commonDimensions,
  type MetricKey,
  metricNamespace,
  metrics,
} from "../../../functions/contracts/metric-catalog";
import type { createMetrics } from "../../../functions/shared/metrics";
import { projectRoot } from "../../../launch/project-root.cjs";
import { expressionsOf, metricsOf, widgetsOf } from "../../support/dashboards";
import { type Declared, program } from "../../support/pulumi";
import { ofType } from "../../support/pulumi-queries";
import { metricsWatchedBy } from "./watched-metrics";

/** One of our metrics as an alarm or a widget names it. */
interface Named {
  readonly by: string;
  readonly name: string;
  readonly service: string;
  readonly dimensions: readonly string[];
}

function namedIn(resources: readonly Declared[]): Named[] {
  const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
    (alarm) => [alarm.name, metricsWatchedBy(alarm)] as const,
  );
  const dashboards = ofType(resources, "aws:cloudwatch/dashboard:Dashboard");
  const widgets = dashboards.map(
    ({ name, inputs }) => [name, widgetsOf(inputs.dashboardBody).flatMap(metricsOf)] as const,
  );
  const shown = [...alarms, ...widgets].flatMap(([by, all]) =>
    all
      .filter(({ namespace }) => namespace === metricNamespace)
      .map(({ name, dimensions }) => ({
        by,
        name,
        service: dimensions.service ?? "none",
        dimensions: Object.keys(dimensions).sort(),
      })),
  );
  const searched = dashboards.flatMap(({ name: by, inputs }) =>
    widgetsOf(inputs.dashboardBody)
      .flatMap(expressionsOf)
      .flatMap((expression) => {
        const [, schema = ""] = /SEARCH\('\{([^}]*)\}/.exec(expression) ?? [];
        const [namespace, ...dimensions] = schema.split(",");
        const [, name = ""] = /MetricName="(\w+)"/.exec(expression) ?? [];
        const [, service = ""] = /service="(\w+)"/.exec(expression) ?? [];
        return namespace === metricNamespace ? [{ by, name, service, dimensions: dimensions.sort() }] : [];
      }),
  );
  return [...shown, ...searched];
}

const keyOf = (name: string) => (Object.keys(metrics) as MetricKey[]).find((key) => metrics[key].name === name);

/** Whether a bundle of the pipeline counts the metric. */
function counted(bundles: Bundles, key: MetricKey, service: string): boolean {
  return Object.entries(bundles).some(
    ([entry, { text }]) => entry.startsWith(`${service}/`) && new RegExp(`\\.count\\(["'\`]${key}["'\`]`).test(text),
  );
}

describe("our own metrics", () => {
  it("are written by a function of their pipeline wherever an alarm or a widget names them", async () => {
    const wrong: string[] = [];
    const bundles = bundleFunctions();
    for (const stack of ["dev", "prod", "local"] as const) {
      const { resources } = await program(stack);
      for (const { by, name, service, dimensions } of namedIn(resources)) {
        const key = keyOf(name);
        if (key === undefined) {
          wrong.push(`${by} names ${name}, which is not in the catalog`);
          continue;
        }
        const declared: string[] = [...metrics[key].dimensions].sort();
        if (declared.join() !== dimensions.join()) wrong.push(`${by} names ${name} by ${dimensions.join()}`);
        const fallback = key === "errorLogFallback";
        const written = fallback ? filtersOf(resources, service) > 0 : counted(bundles, key, service);
        if (!written) wrong.push(`${by} names ${name} of ${service}, which no function there writes`);
      }
    }
    expect([...new Set(wrong)]).to.deep.equal([]);
  });

  it("are written with the dimensions and the unit of the catalog, by the recorder that is in the bundles", () => {
    const lines = emfOf((recorder) => {
      for (const key of Object.keys(metrics) as MetricKey[]) {
        const [extra] = metrics[key].dimensions.filter((name) => !commonDimensions.some((common) => common === name));
        // Each key has its own type of arguments; here they are made from the catalog itself.
        const count = recorder.count as (key: MetricKey, value: number, extra?: Record<string, string>) => void;
        if (extra === undefined) count(key, 1);
        else count(key, 1, { [extra]: "value" });
        recorder.flush();
      }
    });

    const written = lines.flatMap((line) =>
      line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
        Metrics.map(({ Name, Unit }) => ({
          namespace: Namespace,
          name: Name,
          unit: Unit,
          dimensions: Dimensions.map((set) => [...set].sort()),
          values: Dimensions.flat().every((dimension) => typeof line[dimension] === "string"),
        })),
      ),
    );
    expect(written).to.have.deep.members(
      Object.values(metrics).map(({ name, unit, dimensions }) => ({
        namespace: metricNamespace,
        name,
        unit,
        dimensions: [[...dimensions].sort()],
        values: true,
      })),
    );
  });

  it("are counted through that recorder only: every bundle that counts holds it", () => {
    for (const [entry, { text, inputs }] of Object.entries(bundleFunctions()) as [
      FunctionEntry,
      { text: string; inputs: object },
    ][]) {
      if (/\.count\(["'`]/.test(text)) expect(Object.keys(inputs), entry).to.include("functions/shared/metrics.ts");
    }
  });

  it("of the error log are read by filters from the very line that functions write", () => {
    const source = readFileSync(join(projectRoot, "functions/shared/error-log.ts"), "utf8");

    expect(source).to.match(
      /message: errorLogUnavailable,\s+environment: options\.environment,\s+service: options\.service,/,
    );
    for (const [entry, { text }] of Object.entries(bundleFunctions()))
      expect(text, entry)
        .to.include("error log unavailable")
        .and.not.match(/\.count\(["'`]errorLogFallback/);
  });
});

/** Metric filters on the fallback line, on log groups of a pipeline's functions. */
function filtersOf(resources: readonly Declared[], service: string): number {
  const { name, unit, dimensions } = metrics.errorLogFallback;
  return ofType(resources, "aws:cloudwatch/logMetricFilter:LogMetricFilter").filter(({ inputs }) => {
    const made = inputs.metricTransformation as Record<string, unknown>;
    return (
      String(inputs.logGroupName).startsWith(`/aws/lambda/${service}-`) &&
      inputs.pattern === '{ $.message = "error log unavailable" }' &&
      made.name === name &&
      made.namespace === metricNamespace &&
      made.unit === unit &&
      JSON.stringify(made.dimensions) ===
        JSON.stringify(Object.fromEntries(dimensions.map((dimension) => [dimension, `$.${dimension}`])))
    );
  }).length;
}

interface EmfLine {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

/** Builds the recorder as the bundles are built, runs it, and gives what it wrote. */
function emfOf(use: (recorder: ReturnType<typeof createMetrics>) => void): EmfLine[] {
  const { outputFiles } = esbuild.buildSync({
    stdin: { contents: 'export { createMetrics } from "./functions/shared/metrics";', resolveDir: projectRoot },
    bundle: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    write: false,
    logLevel: "silent",
  });
  const module = { exports: {} as { createMetrics: typeof createMetrics } };
  const text = outputFiles[0]?.text ?? "";
  new Function("module", "exports", "require", text)(module, module.exports, createRequire(__filename));
  const lines: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((line: string) => lines.push(line) > 0) as typeof process.stdout.write;
  try {
    use(module.exports.createMetrics({ ENVIRONMENT: "test", SERVICE: "orders" }));
  } finally {
    process.stdout.write = write;
  }
  return lines.map((line) => JSON.parse(line) as EmfLine);
}
