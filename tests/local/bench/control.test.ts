// The bare API is a fair control only if its table and its callers get as much as ours.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bundleFunctions } from "../../../components/blocks/bundle";
import { bundleBare } from "../../../local/bench/bare-bundle";
import { environment, events } from "../../../local/bench/inputs";
import { runFresh } from "../../../local/bench/run-fresh";

interface Put {
  readonly Item: Readonly<Record<string, unknown>>;
  readonly ConditionExpression: string;
}

/** The one put that a bundle of POST /orders asks DynamoDB for. */
async function putOf(bundle: string): Promise<Put> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.once("end", () => {
      bodies.push(body);
      response.setHeader("content-type", "application/x-amz-json-1.0").end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "backoffice-bench-"));
  try {
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(folder, "index.js"), bundle);
    writeFileSync(join(folder, "event.json"), JSON.stringify(events["orders/create"]));
    await runFresh(join(folder, "index.js"), join(folder, "event.json"), environment(`http://127.0.0.1:${port}`));
  } finally {
    rmSync(folder, { recursive: true });
    server.closeAllConnections();
    server.close();
  }
  expect(bodies).to.have.lengthOf(1);
  return JSON.parse(bodies[0] ?? "");
}

describe("the bare handler beside orders/create", () => {
  it("writes the same fields on the same condition, in as many bytes give or take three in a hundred", async () => {
    const ours = await putOf(bundleFunctions()["orders/create"].text);
    const control = await putOf(bundleBare("local/bench/bare/create.ts"));

    expect(Object.keys(control.Item).sort()).to.deep.equal(Object.keys(ours.Item).sort());
    expect(control.ConditionExpression).to.equal(ours.ConditionExpression);
    const size = ({ Item }: Put) => JSON.stringify(Item).length;
    expect(size(control) / size(ours)).to.be.within(0.97, 1.03);
  });
});
