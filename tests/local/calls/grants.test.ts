import { expect } from "chai";
import { functionEntries } from "../../../components/functions";
import { actionOf, callable, type Declared, grantUses } from "../../../local/calls/grants";
import type { CallCount } from "../../../ops/calls/counts";
import { buildGraph } from "../../../program/graph/build-graph";

const table = "arn:aws:dynamodb:us-east-1:123456789012:table";

function called(caller: string, service: string, action: string, resource: string): CallCount {
  return {
    ...{
      caller,
      byFunction: true,
      service,
      action,
      resource,
      calls: 3,
      entries: 3,
      outcomes: { ok: 3 },
      retries: 0,
      faults: 0,
    },
    ...{ milliseconds: 1, requestBytes: 1, responseBytes: 1 },
  };
}

describe("the grants of the functions", () => {
  let declared: readonly Declared[];
  before(async () => {
    declared = await buildGraph("local", {});
  });
  const of = (counts: readonly CallCount[], name = "orders-create-local") =>
    grantUses(declared, counts, "local").filter((grant) => grant.function === name);
  const useOf = (uses: ReturnType<typeof of>, action: string, resource: RegExp) =>
    uses
      .filter((use) => use.action === action && resource.test(use.resource))
      .map(({ use, calls }) => `${use} ${calls}`);

  it("are called, uncalled or AWS's own, and none is one that the code cannot use", () => {
    const uses = of([
      called("orders-create-local", "dynamodb", "PutItem", "table/orders-table-local"),
      called("orders-get-local", "dynamodb", "Query", "table/orders-table-local/index/CustomerIndex"),
    ]);

    expect(useOf(uses, "dynamodb:PutItem", /orders-table-local$/)).to.deep.equal(["called 3"]);
    expect(useOf(uses, "dynamodb:PutItem", /monitoring-errors-local$/)).to.deep.equal(["uncalled 0"]);
    expect(useOf(uses, "dynamodb:Query", /CustomerIndex$/), "another function's call").to.deep.equal(["uncalled 0"]);
    expect(useOf(uses, "logs:PutLogEvents", /./)).to.deep.equal(["aws 0"]);
    expect(new Set(useOf(uses, "kms:Decrypt", /./))).to.deep.equal(new Set(["aws 0"]));
  });

  it("of the whole program can all be used, by code or by AWS", () => {
    const uses = grantUses(declared, [], "local");

    expect(uses.filter(({ use }) => use === "unusable")).to.deep.equal([]);
    expect(new Set(uses.map((use) => use.function)).size).to.equal(functionEntries.length);
    const ofAws = uses.filter(({ use, action }) => use === "aws" && action === "sqs:SendMessage");
    expect(ofAws.map(({ function: name, resource }) => `${name} ${resource.split(":").at(-1)}`)).to.include.members([
      "orders-publisher-local orders-publisher-failures-local",
      "orders-auditor-local orders-auditor-failures-local",
    ]);
  });

  it("that no code has a call for are unusable", () => {
    const more: Declared = {
      type: "aws:iam/rolePolicy:RolePolicy",
      inputs: {
        role: String(
          declared.find(({ inputs }) => inputs.name === "orders-get-local" && "handler" in inputs)?.inputs.role,
        )
          .split("/")
          .at(-1),
        policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Action: ["dynamodb:DeleteItem", "dynamodb:GetItem"],
              Resource: `${table}/orders-audit-local`,
            },
            { Effect: "Deny", Action: "dynamodb:DeleteTable", Resource: "*" },
          ],
        }),
      },
    };
    const uses = grantUses([...declared, more], [], "local").filter(({ resource }) =>
      resource.endsWith("/orders-audit-local"),
    );

    expect(
      uses.filter((use) => use.function === "orders-get-local").map(({ action, use }) => `${action} ${use}`),
    ).to.deep.equal(["dynamodb:DeleteItem unusable", "dynamodb:GetItem uncalled"]);
    expect(
      grantUses([...declared, more], [], "local").some(({ action }) => action === "dynamodb:DeleteTable"),
    ).to.equal(false);
  });

  it("are needed by batches of queues and topics as by single calls, and by emails whatever they name", () => {
    expect([
      actionOf("sqs", "SendMessageBatch"),
      actionOf("sns", "PublishBatch"),
      actionOf("dynamodb", "BatchGetItem"),
    ]).to.deep.equal(["sqs:SendMessage", "sns:Publish", "dynamodb:BatchGetItem"]);
    const uses = of(
      [called("confirmations-sender-local", "ses", "SendEmail", "configuration-set/some")],
      "confirmations-sender-local",
    );

    expect(useOf(uses, "ses:SendEmail", /./).every((use) => use === "called 3")).to.equal(true);
  });

  it("are usable by the commands of the bundle", () => {
    const files = ["client-dynamodb", "client-eventbridge", "lib-dynamodb"].map(
      (name, index) =>
        `node_modules/@aws-sdk/${name}/dist-es/commands/${["PutItem", "PutEvents", "Put"][index]}Command.js`,
    );

    expect([...callable(Object.fromEntries(files.map((file) => [file, 1])))]).to.deep.equal([
      "dynamodb:PutItem",
      "events:PutEvents",
    ]);
  });
});
