import { expect } from "chai";
import { readPackConfig } from "../../local/policies/config";
import { judgeResources } from "../../local/policies/gate";
import { program } from "../support/policies/program";
import { sharedAnalyzer } from "../support/policies/rule-cases";

describe("the program, by the policy pack", () => {
  for (const stack of ["prod", "dev", "local"] as const) {
    it(`holds to every rule in ${stack}, and every rule could decide`, async () => {
      const found = await judgeResources(await sharedAnalyzer(), await program(stack), readPackConfig(stack));

      expect(found.map(({ level, rule, message }) => `${level} ${rule}: ${message}`)).to.deep.equal([]);
    });
  }

  it("needs no configuration in production: the defaults are meant for it", () => {
    expect(readPackConfig("prod")).to.deep.equal({});
  });
});
