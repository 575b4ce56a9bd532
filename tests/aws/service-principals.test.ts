import { expect } from "chai";
import { type ServiceCall, serviceCalls } from "../../aws/service-principals";
import { buildBootstrapGraph } from "../../bootstrap/graph";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";

/** One way into a resource for an AWS service. */
interface Door {
  readonly name: string;
  readonly policyOf: ServiceCall["policyOf"];
  readonly service: string;
  readonly actions: readonly string[];
  readonly keys: readonly string[];
}

const bearers: Readonly<Record<string, ServiceCall["policyOf"]>> = {
  "aws:sns/topicPolicy:TopicPolicy": "topic",
  "aws:sqs/queuePolicy:QueuePolicy": "queue",
  "aws:s3/bucketPolicy:BucketPolicy": "bucket",
  "aws:kms/key:Key": "key",
};

interface RawStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: { readonly Service?: string } | "*";
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function doorsOf({ type, name, inputs }: GraphResource): readonly Door[] {
  if (type === "aws:lambda/permission:Permission") {
    const keys = [
      ...(inputs.sourceArn ? ["aws:SourceArn"] : []),
      ...(inputs.sourceAccount ? ["aws:SourceAccount"] : []),
    ];
    return [{ name, policyOf: "function", service: String(inputs.principal), actions: [String(inputs.action)], keys }];
  }
  const policyOf = bearers[type];
  if (policyOf === undefined) return [];
  const { Statement }: { Statement: readonly RawStatement[] } = JSON.parse(String(inputs.policy));
  return Statement.flatMap(({ Sid = "", Effect, Principal, Action, Condition = {} }) => {
    if (Effect !== "Allow" || Principal === undefined || Principal === "*" || Principal.Service === undefined)
      return [];
    const keys = Object.values(Condition).flatMap((pairs) => Object.keys(pairs));
    return [{ name: `${name} ${Sid}`, policyOf, service: Principal.Service, actions: [Action].flat(), keys }];
  });
}

/** `kms:GenerateDataKey*` covers `kms:generatedatakey`. */
function covers(pattern: string, action: string): boolean {
  const lower = pattern.toLowerCase();
  return lower.endsWith("*") ? action.startsWith(lower.slice(0, -1)) : action === lower;
}

function callsThrough(door: Door): readonly ServiceCall[] {
  return Object.values<ServiceCall>(serviceCalls).filter(
    ({ services, policyOf, actions }) =>
      policyOf === door.policyOf &&
      services.includes(door.service.split(".")[0] ?? "") &&
      door.actions.every((pattern) => actions.some((action) => covers(pattern, action))),
  );
}

describe("what services give when they call", () => {
  let doors: readonly Door[] = [];

  before(async () => {
    const graphs = [
      await buildGraph("prod", { costAnomaliesEnabled: "true" }),
      await buildGraph("local", {}),
      await buildBootstrapGraph("prod"),
    ];
    doors = graphs.flat().flatMap(doorsOf);
  });

  it("is written down, with AWS's page, for every door that a policy opens to a service", () => {
    expect(doors.length).to.be.greaterThan(30);
    expect(doors.filter((door) => callsThrough(door).length === 0)).to.deep.equal([]);
  });

  it("is all that a policy demands, and something of it is always demanded", () => {
    const wrong = doors.filter(
      (door) =>
        door.keys.length === 0 ||
        !callsThrough(door).some(({ gives }) => door.keys.every((key) => gives.includes(key))),
    );

    expect(wrong).to.deep.equal([]);
  });
});
