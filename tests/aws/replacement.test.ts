import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { replacements } from "../../aws/replacement/all";
import { mustSayCreateFirst } from "../../aws/replacement/replacement";
import { awsTypes } from "../../aws/resource-types";
import { buildBootstrapGraph } from "../../bootstrap/graph";
import { projectRoot } from "../../launch/project-root.cjs";
import { withGenerated } from "../../policies/controls/tables";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";
import { typeTable } from "../../scripts/upgrading/type-table";
import { type ExpectedPipeline, expectedPipelines } from "../components/expected/pipelines";
import { domainSettings } from "../support/domain-settings";
import { networkSettings } from "../support/network-settings";
import { secretSettings } from "../support/secret-settings";

/** Types of AWS's provider as its typings name them: `aws:sqs/queue:Queue` is in `sqs/queue.d.ts`. */
function argumentsOf(type: string): readonly string[] {
  const [, path = "", name = ""] = type.split(":");
  const file = join(projectRoot, "node_modules", "@pulumi", "aws", `${path}.d.ts`);
  expect(existsSync(file), type).to.equal(true);
  const [, body = ""] = readFileSync(file, "utf8").split(`export interface ${name}Args {`);
  return [...body.matchAll(/^ {4}(\w+)\??: /gm)].map(([, input = ""]) => input);
}

describe("the table of replacements", () => {
  let all: readonly GraphResource[] = [];

  before(async () => {
    const graphs = [
      await buildGraph("dev", {}),
      await buildGraph("prod", {
        ...secretSettings,
        ...domainSettings,
        ...networkSettings,
        backupRegionSettings: "true",
        costAnomaliesEnabled: "true",
      }),
      await buildGraph("local", { rollout: '{"strategy":"linear","percent":25,"minutes":4}' }),
      await buildBootstrapGraph("dev"),
      await buildBootstrapGraph("prod"),
    ];
    // A provider is nothing at AWS.
    all = graphs.flat().filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
  });

  it("has every type that a stack declares, and no other", () => {
    const declared = new Set(all.map(({ type }) => type));

    expect([...declared].sort()).to.deep.equal(Object.keys(replacements).sort());
  });

  for (const [type, { replacedBy, identity, sameName }] of Object.entries(replacements)) {
    it(`names inputs that ${type} has`, () => {
      const named = [...replacedBy, ...identity];
      expect(named.filter((input) => !argumentsOf(type).includes(input))).to.deep.equal([]);
    });

    it(`says what AWS does with a second ${type} where there can be one`, () => {
      expect(sameName === "free").to.equal(identity.length === 0);
    });
  }

  it("has no resource whose identity another one of the same stack has", () => {
    const identities = all.flatMap(({ urn, type, inputs }) => {
      const values = replacements[type]?.identity.map((input) => inputs[input] ?? null) ?? [];
      // The bootstrap is a program of its own with the same stacks' names.
      return values.some((value) => value !== null) ? [JSON.stringify([urn.split("::", 2), type, values])] : [];
    });

    expect(identities.filter((identity, at) => identities.indexOf(identity) !== at)).to.deep.equal([]);
    expect(identities.length).to.be.greaterThan(500);
  });

  it("is followed by every resource: what holds data is created first, in every stack", () => {
    const holders = all.filter(
      ({ type }) => replacements[type] !== undefined && mustSayCreateFirst(replacements[type]),
    );

    expect(new Set(holders.map(({ type }) => type.split(":")[2]))).to.deep.equal(
      new Set(["Bucket", "DeploymentConfig", "EventArchive", "LogGroup", "Queue", "Table", "Topic", "Vault"]),
    );
    expect(
      holders.filter(({ deleteBeforeReplace }) => deleteBeforeReplace !== false).map(({ urn }) => urn),
    ).to.deep.equal([]);
  });

  for (const [stack, kept] of [
    ["dev", false],
    ["prod", true],
  ] as const) {
    it(`goes with ${kept ? "" : "no "}protection of all that holds data in ${stack}`, () => {
      const holders = all.filter(
        ({ urn, type }) =>
          urn.startsWith(`urn:pulumi:${stack}::backoffice::`) &&
          (type === awsTypes.sns.topic || replacements[type]?.affects === "data"),
      );

      expect(holders.filter(({ protect }) => protect !== kept).map(({ urn }) => urn)).to.deep.equal([]);
      expect(holders.length).to.be.greaterThan(30);
    });
  }

  it("leaves the order of everything else to the provider", () => {
    const others = all.filter(
      ({ type }) => replacements[type] === undefined || !mustSayCreateFirst(replacements[type]),
    );

    expect(others.filter(({ deleteBeforeReplace }) => deleteBeforeReplace !== undefined)).to.deep.equal([]);
  });

  it("is what docs/upgrading.md says: npm run upgrading writes it", () => {
    const text = readFileSync(join(projectRoot, "docs", "upgrading.md"), "utf8");

    expect(text).to.equal(withGenerated(text, typeTable(), "types"));
  });

  for (const [setting, value, replaced] of [
    ["senderAddress", "other@example.org", ["confirmations-sender-identity"]],
    ["alertEmail", "other@example.org", ["monitoring-alerts-email"]],
    ...expectedPipelines.flatMap(({ replacedBySettings }) => replacedBySettings),
    ["functionMemoryMb", "1024", []],
    ["logRetentionDays", "90", []],
  ] satisfies ExpectedPipeline["replacedBySettings"]) {
    it(`says rightly that ${setting} replaces ${replaced.length === 0 ? "nothing" : replaced.join(", ")}`, async () => {
      const after = new Map(
        (await buildGraph("dev", { [setting]: value })).map((resource) => [resource.urn, resource]),
      );
      const before = all.filter(({ urn }) => urn.startsWith("urn:pulumi:dev::backoffice::"));

      const changed = before.filter(({ urn, type, inputs }) =>
        (replacements[type]?.replacedBy ?? []).some(
          (input) => JSON.stringify(after.get(urn)?.inputs[input]) !== JSON.stringify(inputs[input]),
        ),
      );
      expect(changed.map(({ name }) => name)).to.deep.equal(replaced);
    });
  }
});
