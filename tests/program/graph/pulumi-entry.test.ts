import { expect } from "chai";
import { buildGraph } from "../../../program/graph/build-graph";
import { runUnderPulumi } from "../../support/pulumi-engine";

describe("the program under Pulumi's own entry", () => {
  it("runs with the arguments of Pulumi.yaml and declares what the graph shows, in a process of its own", async () => {
    const [run, graph] = await Promise.all([runUnderPulumi("dev"), buildGraph("dev", {})]);

    expect(run.messages).to.equal("");
    expect(run.code).to.equal(0);
    const declared = run.resources.map(({ urn, dependencies }) => ({ urn, dependencies }));
    expect(declared.sort((a, b) => (a.urn < b.urn ? -1 : 1))).to.deep.equal(
      graph.map(({ urn, dependencies }) => ({ urn, dependencies })),
    );
  });
});
