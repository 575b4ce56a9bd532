// What delivery stands on, and the stacks of pull requests, are judged as everything else is.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bootstrapProgram } from "../../bootstrap/graph";
import { runtimeBoundaryName } from "../../bootstrap/names";
import { projectRoot } from "../../components/project-root";
import type { Diagnostic } from "../../local/policies/analyzer";
import { readPackConfig } from "../../local/policies/config";
import { judgeResources } from "../../local/policies/gate";
import { programResources } from "../../local/policies/program";
import { ephemeralSettings } from "../../scripts/delivery/ephemeral-settings";
import { sharedAnalyzer } from "../support/policies/rule-cases";

const texts = (found: readonly Diagnostic[]) => found.map(({ level, rule, message }) => `${level} ${rule}: ${message}`);

describe("the bootstrap program, by the policy pack", () => {
  for (const stack of ["dev", "prod"] as const) {
    it(`holds to every rule in ${stack} as strictly as prod does, and every rule could decide`, async () => {
      const resources = await programResources(stack, {}, bootstrapProgram);

      expect(texts(await judgeResources(await sharedAnalyzer(), resources, {}))).to.deep.equal([]);
      expect(resources.length).to.be.greaterThan(40);
    }).timeout(20_000);
  }

  it("is refused when a workflow's role may be taken by any job of the repository", async () => {
    const resources = await programResources("prod", {}, bootstrapProgram);
    const opened = resources.map((resource) => {
      if (resource.name !== "backoffice-deploy-prod") return resource;
      const trust = String(resource.inputs.assumeRolePolicy)
        .replace(":environment:prod", ":*")
        .replace("StringEquals", "StringLike");
      const inputs = { ...resource.inputs, assumeRolePolicy: trust };
      return { ...resource, inputs, state: { ...resource.state, ...inputs } };
    });

    const found = await judgeResources(await sharedAnalyzer(), opened, {});

    expect(found.map(({ rule, level }) => `${level} ${rule}`)).to.include("mandatory trust-names-one-service");
  }).timeout(20_000);
});

describe("a pull request's stack, by the policy pack", () => {
  it("holds to every rule with the levels that its workflow names", async () => {
    const folder = await mkdtemp(join(tmpdir(), "backoffice-ephemeral-"));
    try {
      const dev = await readFile(join(projectRoot, "Pulumi.dev.yaml"), "utf8");
      await writeFile(join(folder, "Pulumi.yaml"), "name: backoffice\n");
      await writeFile(join(folder, "Pulumi.pr-7.yaml"), ephemeralSettings(dev, 7, "awskms:///alias/a"));
      const resources = await programResources("pr-7", {}, { configFolder: folder });

      const found = await judgeResources(await sharedAnalyzer(), resources, readPackConfig("ephemeral"));

      expect(texts(found)).to.deep.equal([]);
      expect(resources.length).to.be.greaterThan(200);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }).timeout(30_000);
});

describe("the program with the boundary that the bootstrap gives it, by the policy pack", () => {
  for (const stack of ["dev", "prod"] as const) {
    it(`holds to every rule in ${stack}`, async () => {
      const resources = await programResources(stack, { permissionsBoundary: runtimeBoundaryName(stack) });

      expect(texts(await judgeResources(await sharedAnalyzer(), resources, readPackConfig(stack)))).to.deep.equal([]);
    }).timeout(20_000);
  }
});
