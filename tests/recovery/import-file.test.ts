// A destroy is replayed over the graph; what the import brings back must be the program's own resources.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { awsTypes } from "../../aws/resource-types";
import { projectRoot } from "../../launch/project-root.cjs";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";
import { type ImportFile, importFile, isKept, urnsOf } from "../../scripts/recovery/import-file";
import { RecoveryError } from "../../scripts/recovery/import-ids";

const facts = { accountId: "999988887777", keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" };
const nothing: ReadonlySet<string> = new Set();

/** State after `destroy --exclude-protected`: what is protected stays, with all that it stands in or needs. */
function afterDestroy(graph: readonly GraphResource[]): ReadonlySet<string> {
  const byUrn = new Map(graph.map((resource) => [resource.urn, resource]));
  const left = new Set<string>();
  const keep = (urn: string): void => {
    const resource = byUrn.get(urn);
    if (resource === undefined || left.has(urn)) return;
    left.add(urn);
    for (const needed of [resource.parent, ...resource.dependencies]) keep(needed);
  };
  for (const { urn, protect } of graph) if (protect) keep(urn);
  return left;
}

/** State after an import as the engine makes it: URNs of chained types, parents before their children. */
function imported({ nameTable, resources }: ImportFile, stack: string, before: ReadonlySet<string>): Set<string> {
  const state = new Set(before);
  const urns = new Map(Object.entries(nameTable));
  for (const [name, urn] of urns) expect(before.has(urn), name).to.equal(true);
  for (const { type, name, logicalName, parent, id, component } of resources) {
    expect((id === undefined) === (component === true), name).to.equal(true);
    expect(urns.has(name), `${name} twice`).to.equal(false);
    const parentUrn = parent === undefined ? undefined : urns.get(parent);
    expect(parent === undefined || parentUrn !== undefined, `${name} before its parent ${parent}`).to.equal(true);
    const chain = parentUrn === undefined ? "" : `${parentUrn.split("::")[2]}$`;
    const urn = `urn:pulumi:${stack}::backoffice::${chain}${type}::${logicalName}`;
    expect(state.has(urn), `${urn} is there`).to.equal(false);
    urns.set(name, urn);
    state.add(urn);
  }
  return state;
}

describe("the import after a destroy", () => {
  const graphs = new Map<string, readonly GraphResource[]>();

  before(async () => {
    for (const stack of ["dev", "prod"]) graphs.set(stack, await buildGraph(stack, {}));
  });

  for (const stack of ["dev", "prod"]) {
    for (const [how, stateOf] of [
      ["the whole stack is gone", () => nothing],
      ["what is protected is still in the state", afterDestroy],
    ] as const) {
      it(`brings back what ${stack} has kept, and nothing else, when ${how}`, () => {
        const graph = graphs.get(stack) ?? [];
        const program = new Set(graph.map(({ urn }) => urn));
        const before = stateOf(graph);
        const kept = graph.filter(isKept).map(({ urn }) => urn);

        const file = importFile(graph, before, facts);
        const after = imported(file, stack, before);

        expect(kept.filter((urn) => !after.has(urn))).to.deep.equal([]);
        expect([...after].filter((urn) => !program.has(urn))).to.deep.equal([]);
        const added = file.resources.filter(({ component }) => component !== true);
        expect(added).to.have.length(kept.filter((urn) => !before.has(urn)).length);
      });
    }
  }

  it("is of three resources in dev, and in prod of the tables, their key, the backups' vault and the trail's bucket as well", () => {
    const types = (stack: string) =>
      importFile(graphs.get(stack) ?? [], nothing, facts).resources.flatMap(({ type, component }) =>
        component === true ? [] : [type.replace(/^aws:(\w+)\/.*:/, "$1 ")],
      );

    expect(types("dev").sort()).to.deep.equal(["apigateway Account", "iam Role", "iam RolePolicyAttachment"]);
    const tables = (graphs.get("prod") ?? []).filter(({ type }) => type === awsTypes.dynamodb.table);
    expect(types("prod").filter((type) => type === "dynamodb Table")).to.have.length(tables.length);
    expect([...new Set(types("prod"))].sort()).to.deep.equal([
      "apigateway Account",
      "backup Vault",
      "dynamodb Table",
      "iam Role",
      "iam RolePolicyAttachment",
      "kms Key",
      "s3 Bucket",
      "s3 BucketLifecycleConfiguration",
      "s3 BucketOwnershipControls",
      "s3 BucketPolicy",
      "s3 BucketPublicAccessBlock",
      "s3 BucketServerSideEncryptionConfiguration",
      "s3 BucketVersioning",
    ]);
  });

  it("names things by the ids that the account has, and nothing of the example's", () => {
    const file = importFile(graphs.get("prod") ?? [], nothing, facts);
    const id = (name: string) => file.resources.find((entry) => entry.name === name)?.id;

    expect(id("orders-table-Table")).to.equal("orders-table-prod");
    expect(id("backoffice-key-Key")).to.equal(facts.keyId);
    expect(id("monitoring-trail-bucket-Bucket")).to.equal("monitoring-trail-prod-999988887777");
    expect(id("orders-api-account-Account")).to.equal("999988887777");
    expect(id("orders-api-account-policy-RolePolicyAttachment")).to.equal(
      "orders-api-account-role-prod/arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    );
    expect(JSON.stringify(file)).not.to.contain("123456789012");
  });

  it("asks for the key's id where the key was kept, and says how to find it", () => {
    const prod = graphs.get("prod") ?? [];

    expect(() => importFile(prod, nothing, { ...facts, keyId: undefined })).to.throw(RecoveryError, "--key-id");
    expect(() => importFile(prod, afterDestroy(prod), { ...facts, keyId: undefined })).not.to.throw();
  });
});

describe("the command", () => {
  it("reads a state as Pulumi exports it, and prints what Pulumi imports", () => {
    const folder = mkdtempSync(join(tmpdir(), "backoffice-recovery-"));
    try {
      const urn = "urn:pulumi:dev::backoffice::backoffice:pipelines:Orders::orders-pipeline";
      const state = JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [{ urn, custom: false }] } });
      writeFileSync(join(folder, "state.json"), state);
      const run = (...args: readonly string[]) =>
        spawnSync(process.execPath, ["scripts/run.mjs", "scripts/recovery.ts", "--stack", "dev", ...args], {
          cwd: projectRoot,
          encoding: "utf8",
        });

      const { status, stdout } = run("--account", "999988887777", "--state", join(folder, "state.json"));

      expect(status).to.equal(0);
      const file: ImportFile = JSON.parse(stdout);
      expect(file.nameTable).to.deep.equal({ "orders-pipeline-Orders-component": urn });
      expect(file.resources.map(({ name }) => name)).to.include("orders-api-account-role-Role");
      expect(run("--account", "1").status).to.equal(2);
      expect([...urnsOf(state)]).to.deep.equal([urn]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
