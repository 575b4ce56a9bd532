import { expect } from "chai";
import { ConfigError, parseConfig } from "../../../components/config/parse";
import { policyLimits } from "../../../components/config/policy-limits";
import { allRules } from "../../../policies/rules/all";
import { configWith } from "../../support/pulumi-fixtures";

function problem(path: readonly string[], value: number): string {
  const [key = "", ...members] = path.map((name) => (name === "*" ? "orders/publisher" : name));
  const raw = members.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  try {
    // Room for what must lie around the value that is tried.
    parseConfig(configWith({ apiRateLimit: "500", apiBurstLimit: "1000", [key]: JSON.stringify(raw) }), "test");
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join("\n");
    throw error;
  }
}

/** The next value that is a value of the setting at all. */
const step = (value: number) => (Number.isInteger(value) ? 1 : 0.5);

describe("bounds that the policy pack sets", () => {
  for (const { path, least, most, rule } of policyLimits) {
    const name = path.join(".");
    it(`of ${name} (${least ?? ""} to ${most ?? ""}) are the configuration's, which names the rule ${rule}`, () => {
      expect(allRules.map((known) => known.name)).to.include(rule);
      for (const [bound, beyond] of [
        ...(least === undefined ? [] : [[least, least - 1]]),
        ...(most === undefined ? [] : [[most, most + step(most)]]),
      ] as const) {
        if (bound === undefined || beyond === undefined) continue;
        expect(problem(path, bound), `${name} = ${bound}`).to.not.include(`'${rule}'`);
        expect(problem(path, beyond), `${name} = ${beyond}`).to.match(/must (be|have|be a whole number)/);
        expect(problem(path, beyond), `${name} = ${beyond}`).to.include(`'${rule}'`);
      }
    });
  }
});
