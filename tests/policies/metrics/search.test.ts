import { expect } from "chai";
import { readSearch } from "../../../policies/metrics/search";

describe("a search on a dashboard", () => {
  it("is read as the metric that it finds, with a star for what it leaves open", () => {
    const text = `SEARCH('{Backoffice,environment,service,reason} MetricName="EmailsFailed" environment="prod" service="confirmations"', 'Sum', 300)`;

    const found = readSearch(text, "here");

    expect(found).to.deep.equal({
      path: "here",
      namespace: "Backoffice",
      name: "EmailsFailed",
      dimensions: { environment: "prod", service: "confirmations", reason: "*" },
      statistic: "Sum",
      period: 300,
      unit: undefined,
    });
  });

  it("has no namespace when a term is of no dimension of its schema", () => {
    const found = readSearch(`SEARCH('{Backoffice,environment} MetricName="EmailsFailed" service="x"', 'Sum')`, "here");

    expect(found?.namespace).to.equal("");
  });

  it("is distinguished from other formulas", () => {
    expect(readSearch("FILL(reads, 0)", "here")).to.equal(undefined);
  });
});
