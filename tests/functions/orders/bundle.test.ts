import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { bundleFunctions } from "../../../components/blocks/bundle";
import { commonDimensions, metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import { goodBody } from "../../support/bad-bodies";
import { apiEvent } from "./fixtures";

const run = promisify(execFile);

/** Calls the bundle as Lambda does with its JSON log format: the console is patched to wrap every text, standard output is not. */
const harness = `
for (const method of ["log", "debug", "info", "warn", "error", "trace"]) {
  console[method] = (message) => process.stdout.write(JSON.stringify({ level: "WRAPPED", message }) + "\\n");
}
const { handler } = require("./index.js");
const { event, context, calls } = JSON.parse(process.argv[2]);
(async () => {
  for (let call = 0; call < calls; call++) {
    const answer = await handler(event, { ...context, getRemainingTimeInMillis: () => 30_000 });
    process.stdout.write(JSON.stringify({ answer }) + "\\n");
  }
})();
`;

interface Line {
  readonly _aws?: {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  readonly answer?: { statusCode: number };
  readonly level?: string;
  readonly [field: string]: unknown;
}

/** Runs a bundled function in a process of its own against a table with given answers. */
async function invoke(table: { status: number; body: string }, event: unknown, calls = 1) {
  const folder = mkdtempSync(join(tmpdir(), "backoffice-bundle-"));
  const sent: string[] = [];
  const server = createServer((request, response) => {
    sent.push(String(request.headers["x-amz-target"]));
    request.resume().on("end", () => response.writeHead(table.status).end(table.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    writeFileSync(join(folder, "index.js"), bundleFunctions()["orders/create"].text);
    writeFileSync(join(folder, "harness.js"), harness);
    const context = { awsRequestId: "7a0e3c52-6f0f-4a9e-8c3d-0f6c2f0e6a3b", functionName: "orders-create-test" };
    const { stdout, stderr } = await run(
      process.execPath,
      [join(folder, "harness.js"), JSON.stringify({ event, context, calls })],
      {
        env: {
          AWS_REGION: "eu-west-1",
          AWS_ACCESS_KEY_ID: "a",
          AWS_SECRET_ACCESS_KEY: "b",
          AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          ENVIRONMENT: "test",
          SERVICE: "orders",
          LOG_LEVEL: "INFO",
          ERROR_TABLE_NAME: "monitoring-errors-test",
          ERROR_RETENTION_DAYS: "30",
          ORDERS_TABLE_NAME: "orders-table-test",
          ORDER_RETENTION_DAYS: "30",
          ORDER_RECIPIENT: "token",
          ORDERS_PER_CUSTOMER: "0",
          STAFF_SCOPE: "orders:staff",
        },
      },
    );
    const lines = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
    return { lines: lines.map((line): Line => JSON.parse(line)), sent };
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

describe("the bundle of orders/create under Lambda's JSON log format", () => {
  it("writes its metrics as one bare EMF line, each with exactly the dimension set of the catalog", async () => {
    const { lines, sent } = await invoke({ status: 200, body: "{}" }, apiEvent({ body: goodBody }));
    expect(sent).to.deep.equal(["DynamoDB_20120810.PutItem"]);
    expect(lines.find(({ answer }) => answer !== undefined)?.answer?.statusCode).to.equal(201);
    const emf = lines.filter(({ _aws }) => _aws !== undefined);
    const written = emf.flatMap((line) =>
      (line._aws?.CloudWatchMetrics ?? []).map((directive) => {
        expect(directive.Namespace).to.equal(metricNamespace);
        return { dimensions: directive.Dimensions.map((set) => [...set].sort()), metrics: directive.Metrics, line };
      }),
    );
    const find = (name: string) => written.find((entry) => entry.metrics.some((metric) => metric.Name === name));
    const placed = find(metrics.ordersPlaced.name);
    expect(placed?.dimensions).to.deep.equal([[...commonDimensions].sort()]);
    expect(placed?.metrics).to.deep.equal([{ Name: "OrdersPlaced", Unit: "Count" }]);
    expect(placed?.line).to.include({ environment: "test", service: "orders", OrdersPlaced: 1 });
    const value = find(metrics.orderValue.name);
    expect(value?.dimensions).to.deep.equal([[...metrics.orderValue.dimensions].sort()]);
    expect(value?.metrics).to.deep.equal([{ Name: "OrderValue", Unit: "None" }]);
    expect(value?.line).to.include({ environment: "test", service: "orders", currency: "EUR", OrderValue: 17.8 });
    expect(written).to.have.lengthOf(2);
    expect(emf).to.have.lengthOf(1);
  });

  it("writes its log as one bare JSON line a call, with the correlation id and without personal data", async () => {
    const { lines } = await invoke({ status: 200, body: "{}" }, apiEvent({ body: goodBody }), 2);
    const log = lines.filter(({ level }) => level !== undefined);
    expect(log.map(({ level, message }) => [level, message])).to.deep.equal([
      ["INFO", "request answered"],
      ["INFO", "request answered"],
    ]);
    for (const line of log) {
      expect(line).to.include({
        correlationId: "correlation-api",
        service: "orders",
        environment: "test",
        function_name: "orders-create-test",
        function_request_id: "7a0e3c52-6f0f-4a9e-8c3d-0f6c2f0e6a3b",
      });
      expect(JSON.stringify(line)).to.not.match(/ada@|Lovelace|London/);
    }
  });

  it("falls back to one line with the whole entry when orders and error log are both out of reach", async () => {
    const broken = { status: 400, body: '{"__type":"AccessDeniedException","message":"no"}' };
    const { lines, sent } = await invoke(broken, apiEvent({ body: goodBody }));
    expect(sent).to.deep.equal(["DynamoDB_20120810.PutItem", "DynamoDB_20120810.PutItem"]);
    expect(lines.find(({ answer }) => answer !== undefined)?.answer?.statusCode).to.equal(500);
    const fallback = lines.find(({ message }) => message === "error log unavailable");
    expect(fallback).to.include({ level: "ERROR", correlationId: "correlation-api" });
    expect(fallback?.entry).to.include({ errorName: "AccessDeniedException", functionName: "orders-create-test" });
    expect(JSON.stringify(fallback)).to.not.match(/ada@|Lovelace|London/);
    const names = lines.flatMap(
      ({ _aws }) => _aws?.CloudWatchMetrics.flatMap((part) => part.Metrics.map(({ Name }) => Name)) ?? [],
    );
    expect(names.sort()).to.deep.equal(["OrderFailures"]);
  });
});

describe("the bundles of the orders functions", () => {
  /** Budget of a function with the full toolkit (logger, metrics, zod), in bytes. */
  const budget = 650_000;

  it("stay within their budget, and hold none of zod's locales and no X-Ray SDK", () => {
    for (const [entry, { text, inputs }] of Object.entries(bundleFunctions())) {
      if (!entry.startsWith("orders/")) continue;
      expect(Buffer.byteLength(text), entry).to.be.at.most(budget);
      const locales = Object.keys(inputs).filter((input) => /zod\/.*\/locales\/(?!en\.|index\.)/.test(input));
      expect(locales, entry).to.deep.equal([]);
      expect(
        Object.keys(inputs).filter((input) => input.includes("aws-xray-sdk")),
        entry,
      ).to.deep.equal([]);
    }
  });
});
