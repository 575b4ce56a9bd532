import { expect } from "chai";
import { readPackConfig } from "../../program/policies/config";
import { judgeResources } from "../../program/policies/gate";
import { preview } from "../../program/policies/preview";
import type { Resource } from "../../program/policies/requests";
import { deployedStacks, program } from "../support/policies/program";
import { sharedAnalyzer } from "../support/policies/rule-cases";
import { withValue } from "./mutations/mutation";

/** What the pack says of a preview, mandatory violations apart from the rest. */
async function judged(stack: string | undefined, resources: readonly Resource[]) {
  const config = stack === undefined ? {} : readPackConfig(stack);
  const found = await judgeResources(await sharedAnalyzer(), resources, config);
  const mandatory = found.filter(({ level }) => level === "mandatory");
  return {
    refused: mandatory.map(({ rule, message }) => `${rule}: ${message}`),
    advisory: found.filter(({ level }) => level === "advisory"),
  };
}

describe("a preview, by the policy pack", () => {
  for (const { title, configuredAs, resources } of deployedStacks) {
    it(`refuses nothing of a first one of ${title}, and says in one line that rules wait for what AWS makes`, async () => {
      const { refused, advisory } = await judged(configuredAs, preview(await resources()));

      expect(refused).to.deep.equal([]);
      expect(advisory.map(({ message }) => message)).to.have.length(1);
      expect(advisory[0]?.message).to.match(
        /^\d\d rules wait for values that AWS makes: they are judged at deployment\. With BACKOFFICE_POLICY_DETAILS=1 \(npm run policies: --details\) each is named\.$/,
      );
    });
  }

  // The key's policy spells out the ARNs of what publishes, before these exist.
  for (const added of ["aws:sns/topic:Topic", "aws:cloudwatch/eventBus:EventBus", "aws:cloudtrail/trail:Trail"]) {
    it(`refuses nothing when resources of type ${added} are added to a stack that stands`, async () => {
      const { refused, advisory } = await judged(
        "prod",
        preview(await program("prod"), ({ type }) => type === added),
      );

      expect(refused).to.deep.equal([]);
      expect(advisory.map(({ message }) => message.split("\n")[0])).to.have.length(1);
    });
  }

  it("names each rule that waits, with resource and value, where they are few", async () => {
    const { advisory } = await judged(
      "prod",
      preview(await program("prod"), ({ type }) => type === "aws:cloudtrail/trail:Trail"),
    );

    expect(advisory.map(({ message }) => message).join("\n")).to.match(
      /^\d rules wait for values that AWS makes: they are judged at deployment\.(\n- [a-z-]+: could not decide about .* is not known before deployment.*)+$/,
    );
  });

  it("still refuses what is wrong in a value that is known", async () => {
    const resources = await program("prod");
    const queue = resources.find(({ type, name }) => type === "aws:sqs/queue:Queue" && name === "shipments-queue");
    if (queue === undefined) throw new Error("the queue is missing");
    const wrong = withValue(resources, queue, ["visibilityTimeoutSeconds"], 30);
    const { refused } = await judged("prod", preview(wrong));

    expect(refused.join("\n")).to.match(/^queue-visibility-covers-timeout: .*'shipments-queue'.* is 30, wanted/s);
  });
});
