import { expect } from "chai";
import { budgetLimit } from "../../../components/config/budget";
import estimates from "../../../components/config/estimates.json";
import { parseConfig } from "../../../components/config/parse";
import { monthEstimates } from "../../../scripts/budgets/estimates";
import { minimalConfig } from "../../support/pulumi-fixtures";

const limitOf = (settings: Readonly<Record<string, string>>) =>
  budgetLimit(parseConfig({ ...minimalConfig, ...settings }, "test"));

describe("the limit of a budget", () => {
  it("is twice the estimate of the stack, rounded up, and says so", () => {
    const { monthUsd } = estimates.prod;

    expect(limitOf({ budgetEnabled: "true", environmentSuffix: "prod" })).to.deep.equal({
      usd: 2 * monthUsd,
      basis: `2 times the ${monthUsd} USD that npm run cost estimates with 60,000 orders`,
    });
    expect(limitOf({ budgetEnabled: "true", environmentSuffix: "prod", budgetFactor: "1.01" })?.usd).to.equal(
      Math.ceil(1.01 * monthUsd),
    );
  });

  it("is what the settings say, where they say it", () => {
    expect(limitOf({ budgetEnabled: "true", environmentSuffix: "prod", budgetUsd: "9" })).to.deep.equal({
      usd: 9,
      basis: "budgetUsd",
    });
  });

  it("is none without a budget", () => {
    expect(limitOf({ environmentSuffix: "prod", budgetUsd: "9" })).to.equal(undefined);
  });

  it("must be given where there is no estimate", () => {
    expect(() => limitOf({ budgetEnabled: "true", environmentSuffix: "staging" })).to.throw(
      "backoffice:budgetUsd must be set where components/config/estimates.json has no estimate of staging: set it, or run npm run budgets, nothing given",
    );
  });

  it("comes from estimates that are current: npm run budgets", async () => {
    expect(estimates).to.deep.equal(await monthEstimates());
  });
});
