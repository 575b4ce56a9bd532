import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { functionNamesOf, physicalNameOf } from "../../../ops/stack/outputs";
import { pulumiOutputs } from "../../../ops/stack/pulumi";
import { findTarget } from "../../../ops/stack/target";
import { outputsWith } from "../support/outputs";

describe("the stack that a command works on", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-target-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (text: string) => {
    writeFileSync(join(folder, "outputs.json"), text);
    return join(folder, "outputs.json");
  };

  it("is a deployed one by the file of its outputs, and then no address is set", async () => {
    const target = await findTarget({ outputs: file(JSON.stringify(outputsWith())) });

    expect(target).to.include({ region: "us-east-1", accountId: "000000000000" });
    expect(target.title).to.equal("environment 'test', account 000000000000, us-east-1");
    expect(target).not.to.have.property("endpoint");
  });

  it("is not guessed when a file is missing, broken, or of another program", async () => {
    const refusal = (options: object) => findTarget(options).then(String, String);

    expect(await refusal({ outputs: join(folder, "none.json") })).to.contain("none.json cannot be read");
    expect(await refusal({ outputs: file("{") })).to.contain("does not hold JSON");
    expect(await refusal({ outputs: file('{"orders":{}}') }))
      .to.contain("are not the outputs of this program")
      .and.to.contain("orders.tableName")
      .and.to.contain("monitoring");
    expect(await refusal({ outputs: "a", stack: "b" })).to.contain("exclude each other");
  });

  it("is asked of Pulumi by name", async () => {
    const calls: unknown[] = [];
    const outputs = await pulumiOutputs("prod", async (...call) => {
      calls.push(call);
      return '{"orders":{}}';
    });

    expect(outputs).to.deep.equal({ orders: {} });
    expect(calls).to.deep.equal([["pulumi", ["stack", "output", "--json", "--non-interactive", "--stack", "prod"]]]);
  });

  it("is explained when Pulumi is not there, or refuses", async () => {
    const missing = Object.assign(new Error("spawn pulumi ENOENT"), { code: "ENOENT" });
    const refused = Object.assign(new Error("Command failed"), {
      code: 255,
      stderr: "error: no stack named 'prod' found\n",
    });
    const failureText = (error: Error) => pulumiOutputs("prod", () => Promise.reject(error)).then(String, String);

    expect(await failureText(missing))
      .to.contain("the Pulumi CLI is not installed here")
      .and.to.contain("pulumi stack output --json --stack prod > outputs.json");
    expect(await failureText(refused)).to.contain("stack 'prod': error: no stack named 'prod' found");
  });
});

describe("the names among the outputs", () => {
  it("are those of all functions", () => {
    expect(functionNamesOf(outputsWith())).to.deep.equal([
      "confirmations-feedback-test",
      "confirmations-sender-test",
      "monitoring-simulator-test",
      "orders-auditor-test",
      "orders-create-test",
      "orders-publisher-test",
      "shipments-processor-test",
    ]);
  });

  it("may be typed without the environment, and as entries", () => {
    const known = functionNamesOf(outputsWith());
    const name = (typed: string) => physicalNameOf(typed, outputsWith(), known);

    expect(["orders/create", "orders-create", "orders-create-test"].map(name)).to.deep.equal(
      Array.from({ length: 3 }, () => "orders-create-test"),
    );
    expect(name("some-other-function")).to.equal("some-other-function");
  });
});
