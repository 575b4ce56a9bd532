import { expect } from "chai";
import { allRules } from "../../policies/rules/all";
import { readPackConfig } from "../../program/policies/config";
import { programResources } from "../../program/policies/program";
import { partitions } from "../support/partitions";
import { findingsOf, judgedFrom } from "../support/policies/in-process";

describe("the program in every partition of AWS", () => {
  for (const { name, region, dnsSuffix } of partitions) {
    for (const stack of ["dev", "prod"]) {
      it(`holds to every rule of the pack in ${name}, stack ${stack}`, async () => {
        const resources = await programResources(stack, { "aws:region": region });

        const judged = judgedFrom(resources);
        const found = await Promise.all(allRules.map((rule) => findingsOf(rule, judged, readPackConfig(stack))));

        expect(found.flat().map(({ kind, rule, message }) => `${kind} ${rule.name}: ${message}`)).to.deep.equal([]);
        const text = JSON.stringify(resources);
        expect(text).to.contain(`logs.${region}.${dnsSuffix}`).and.to.contain(`arn:${name}:`);
        expect([...new Set(text.match(/arn:aws[a-z-]*:/g))]).to.deep.equal([`arn:${name}:`]);
      });
    }
  }
});
