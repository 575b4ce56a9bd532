// What Pulumi's engine does with a pack, by the gate: shown by a pack that only the whole of it brings down.
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { type Analyzer, AnalyzerError, startAnalyzer } from "../../../program/policies/analyzer";
import { judgeResources } from "../../../program/policies/gate";
import { resource } from "../../support/policies/resources";

const queue = resource("aws:sqs/queue:Queue", "orders");

describe("the policy gate, with a pack that takes its defaults for changes", () => {
  let analyzer: Analyzer;
  before(async () => {
    const folder = join(projectRoot, "tests", "support", "policies", "packs", "counts-defaults");
    analyzer = await startAnalyzer({ folder });
  });
  after(() => analyzer.stop());

  it("ends at the first resource with what the engine prints: policy, pack, and the pack's own error", async () => {
    let error: unknown;
    await judgeResources(analyzer, [queue], {}).catch((caught: unknown) => {
      error = caught;
    });

    expect(error).to.be.instanceOf(AnalyzerError);
    expect(String(error)).to.match(
      /^AnalyzerError: Error validating resource with policy 'carries-tags' from policy pack 'counts-defaults@v0\.0\.1':\nError: changes tags: 'reason' must say why\n {4}at /,
    );
  });

  it("goes on when the fault does not show", async () => {
    const reason = "Given by the test, so that it passes.";

    expect(await judgeResources(analyzer, [queue], { "carries-tags": { reason } })).to.deep.equal([]);
  });
});
