import { expect } from "chai";
import { readPackConfig } from "../../local/policies/config";
import { judgeResources } from "../../local/policies/gate";
import { programResources } from "../../local/policies/program";
import { partitions } from "../support/partitions";
import { sharedAnalyzer } from "../support/policies/rule-cases";

describe("the program in every partition of AWS", () => {
  for (const { name, region, dnsSuffix } of partitions) {
    for (const stack of ["dev", "prod"]) {
      it(`holds to every rule of the pack in ${name}, stack ${stack}`, async () => {
        const resources = await programResources(stack, { "aws:region": region });

        const found = await judgeResources(await sharedAnalyzer(), resources, readPackConfig(stack));

        expect(found.map(({ level, rule, message }) => `${level} ${rule}: ${message}`)).to.deep.equal([]);
        const text = JSON.stringify(resources);
        expect(text).to.contain(`logs.${region}.${dnsSuffix}`).and.to.contain(`arn:${name}:`);
        expect([...new Set(text.match(/arn:aws[a-z-]*:/g))]).to.deep.equal([`arn:${name}:`]);
      });
    }
  }
});
