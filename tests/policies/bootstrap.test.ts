// What delivery stands on; that it holds to the rules, `program.test.ts` shows.
import { expect } from "chai";
import { bootstrapProgram } from "../../bootstrap/graph";
import { runtimeBoundaryName, serviceBoundaryName } from "../../bootstrap/names";
import type { Diagnostic } from "../../program/policies/analyzer";
import { readPackConfig } from "../../program/policies/config";
import { judgeResources } from "../../program/policies/gate";
import { programResources } from "../../program/policies/program";
import { sharedAnalyzer } from "../support/policies/rule-cases";

const texts = (found: readonly Diagnostic[]) => found.map(({ level, rule, message }) => `${level} ${rule}: ${message}`);

describe("the bootstrap program, by the policy pack", () => {
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
  });
});

describe("the program with the boundaries that the bootstrap gives it, by the policy pack", () => {
  for (const stack of ["dev", "prod"] as const) {
    it(`holds to every rule in ${stack}`, async () => {
      const resources = await programResources(stack, {
        permissionsBoundary: runtimeBoundaryName(stack),
        serviceBoundary: serviceBoundaryName(stack),
      });

      expect(texts(await judgeResources(await sharedAnalyzer(), resources, readPackConfig(stack)))).to.deep.equal([]);
    });
  }
});
