import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";
import { allDeclined } from "../../policies/controls/all-declined";
import { type ControlId, catalog } from "../../policies/controls/catalog";
import { withTables } from "../../policies/controls/tables";
import { packPolicyNames } from "../../policies/engine/pack-policies";
import { readSettings } from "../../policies/engine/settings";
import { allRules } from "../../policies/rules/all";
import { type PackConfig, readPackConfig } from "../../program/policies/config";
import { ruleFiles, ruleIndex } from "../../scripts/policies/rule-index";
import { testDay } from "../support/policies/rule-cases";

const read = (...path: readonly string[]) => readFileSync(join(projectRoot, ...path), "utf8");

describe("the policy pack", () => {
  it("has every rule that is written: npm run policy-index writes the index of their files", () => {
    expect(read("policies", "rules", "index.ts")).to.equal(ruleIndex());
  });

  it("has cases for every rule, in the test of the rule's file", () => {
    const files = ruleFiles("policies/rules", ".ts");
    const untested = files.flatMap((file) => {
      const cases = read("tests", "policies", "rules", `${file}.test.ts`);
      const exported = Array.from(
        read("policies", "rules", `${file}.ts`).matchAll(/^export const (\w+)/gm),
        ([, name = ""]) => name,
      );
      return exported.filter((name) => !new RegExp(`(?:\\btestRule\\(|\\[\\s*)${name},`).test(cases));
    });

    expect(ruleFiles("tests/policies/rules", ".test.ts")).to.deep.equal(files);
    expect(untested).to.deep.equal([]);
  });

  it("names each rule once, in kebab case", () => {
    const names = allRules.map(({ name }) => name);

    expect(new Set(names).size).to.equal(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name))).to.deep.equal([]);
  });

  for (const rule of allRules) {
    it(`says of ${rule.name} what holds, why, and how to fix it, each in sentences`, () => {
      for (const text of [rule.description, rule.rationale, rule.remediation])
        expect(text).to.match(/^[A-Z0-9{].{15,}[.]$/s);
      expect(rule.controls.length).to.be.greaterThan(0);
      expect(rule.parameters.parse({})).to.be.an("object"); // every parameter has its default in code
    });
  }

  it("covers or declines every control, and never both", () => {
    const covered = new Set(allRules.flatMap(({ controls }) => controls));
    const declined = allDeclined.map(({ control }) => control);
    const neither = (Object.keys(catalog) as ControlId[]).filter((id) => !covered.has(id) && !declined.includes(id));

    expect(neither).to.deep.equal([]);
    expect(declined.filter((control) => covered.has(control))).to.deep.equal([]);
    expect(new Set(declined).size).to.equal(declined.length);
  });

  it("declines nothing without a reason worth reading", () => {
    expect(allDeclined.filter(({ reason }) => reason.length < 40)).to.deep.equal([]);
  });

  it("is described in docs/policies.md as it is: npm run policy-tables writes it", () => {
    const text = read("docs", "policies.md");

    expect(text).to.equal(withTables(text));
  });

  it("takes the configurations that docs/policies.md gives as examples", () => {
    const text = read("docs", "policies.md");
    const examples = Array.from(
      text.matchAll(/```json\n(.*?)```/gs),
      ([, json = ""]) => JSON.parse(json) as PackConfig,
    );

    expect(examples).to.have.length(2);
    for (const example of examples)
      for (const [name, given] of Object.entries(example)) accept(name, given, "2026-11-28");
  });

  it("leaves the names of what it says about itself to these policies", () => {
    const own: readonly string[] = Object.values(packPolicyNames);

    expect(allRules.filter(({ name }) => own.includes(name))).to.deep.equal([]);
  });

  it("has configurations only for stacks that exist, of rules that exist, with settings that they understand", () => {
    const folder = join(projectRoot, "policies", "config");
    const stacks = existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.json$/, "")) : [];
    for (const stack of stacks) {
      // The stacks of pull requests share one; their settings are made when they are.
      expect(stack === "ephemeral" || existsSync(join(projectRoot, `Pulumi.${stack}.yaml`)), stack).to.equal(true);
      for (const [name, given] of Object.entries(readPackConfig(stack))) accept(name, given, testDay);
    }
  });
});

/** @throws {Error} the rule does not exist, or does not take this configuration */
function accept(name: string, given: PackConfig[string], today: string): void {
  const rule = allRules.find((candidate) => candidate.name === name);
  if (rule === undefined) throw new Error(`'${name}' is configured, which does not exist`);
  const { enforcementLevel: level, ...settings } = typeof given === "string" ? { enforcementLevel: given } : given;
  readSettings(rule, settings, { level: level === "remediate" ? "mandatory" : level, today });
}
