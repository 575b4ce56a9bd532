import { expect } from "chai";
import { fenced } from "../../scripts/delivery/markdown";
import { changesOf, type PreviewFindings, previewSummary } from "../../scripts/delivery/summary";

const violation = {
  rule: "queue-encrypted",
  level: "mandatory",
  urn: "urn:pulumi:dev::backoffice::aws:sqs/queue:Queue::orders-queue",
  message: "kmsMasterKeyId is not set",
};

function policies(violations: readonly unknown[]): string {
  return JSON.stringify({ stack: "dev", rules: 60, resources: 229, seconds: 1.2, violations });
}

const findings: PreviewFindings = {
  stack: "dev",
  commit: "0123456789abcdef",
  outcome: "success",
  preview: "Previewing update (dev):\n\nResources:\n    + 2 to create\n    227 unchanged\n",
  policies: policies([]),
  cost: "| Service | USD |\n|---|---|\n| Lambda | 1.20 |",
  rolledOut: false,
};

describe("the comment about a preview", () => {
  it("says how it ended, at which commit, what changes, what the policies say, and what it costs", () => {
    expect(previewSummary(findings)).to.equal(`## Preview of \`dev\`: passed

At 0123456789ab. Resources: + 2 to create, 227 unchanged.

**Policies**: 60 rules, 229 resources, no violation.

<details><summary>Cost</summary>

| Service | USD |
|---|---|
| Lambda | 1.20 |

</details>

<details><summary>What Pulumi would do</summary>

\`\`\`text
Previewing update (dev):

Resources:
    + 2 to create
    227 unchanged
\`\`\`

</details>`);
  });

  it("says which functions wait for a roll-out where there are any, and only in a stack that has them", () => {
    const preview = [
      "    ~ aws:lambda/function:Function: (update)",
      "        [urn=urn:pulumi:prod::backoffice::backoffice:pipelines:Orders$aws:lambda/function:Function::orders-get]",
      "      ~ code: archive(assets:1) ~> archive(assets:2)",
    ].join("\n");

    expect(previewSummary({ ...findings, preview, rolledOut: true })).to.contain(
      "\n\n**Roll-out**: orders-get will wait for one.\n\n**Policies**",
    );
    expect(previewSummary({ ...findings, preview })).to.not.contain("Roll-out");
    expect(previewSummary({ ...findings, rolledOut: true })).to.not.contain("Roll-out");
  });

  it("lists violations in a table that none of their texts can break", () => {
    const bad = { ...violation, message: "a | b\nc <img src=x> `d`" };

    const text = previewSummary({ ...findings, policies: policies([violation, bad]) });

    expect(text).to.contain("2 violations.");
    expect(text).to.contain("| mandatory | queue-encrypted | orders-queue | kmsMasterKeyId is not set |");
    expect(text).to.contain("| a \\| b c \\<img src=x\\> \\`d\\` |");
  });

  it("says so when a violation is the whole stack's", () => {
    const text = previewSummary({ ...findings, policies: policies([{ ...violation, urn: "" }]) });

    expect(text).to.contain("1 violation.").and.to.contain("| mandatory | queue-encrypted | the stack |");
  });

  it("says how many violations it does not show, and shows those first that stop a deployment", () => {
    const long = { ...violation, message: "x".repeat(350) };
    const advisory = { ...long, level: "advisory" };
    const all = [...Array.from({ length: 60 }, () => advisory), ...Array.from({ length: 20 }, () => long)];

    const text = previewSummary({ ...findings, policies: policies(all) });

    const levels = [...text.matchAll(/^\| (mandatory|advisory) \|/gm)].map(([, level]) => level);
    expect(levels.slice(0, 20)).to.deep.equal(Array.from({ length: 20 }, () => "mandatory"));
    expect(levels.length).to.be.within(40, 60);
    expect(text).to.contain(`${80 - levels.length} more`);
  });

  it("is written as far as the preview came", () => {
    const text = previewSummary({
      ...findings,
      outcome: "failure",
      preview: undefined,
      policies: "{",
      cost: undefined,
    });

    expect(text).to.contain("## Preview of `dev`: failure");
    expect(text).to.contain("Pulumi did not come to count changes.");
    expect(text).to.contain("**Policies**: not judged.");
    expect(text).to.contain("**Cost**: not known.");
    expect(text).to.contain("**What Pulumi would do**: not known.");
  });

  it("keeps the end of a long preview, and fits into a comment", () => {
    const preview = `${"~ something\n".repeat(20_000)}Resources:\n    ~ 20000 to update\n`;

    const text = previewSummary({ ...findings, preview, cost: "x".repeat(50_000) });

    expect(text.length).to.be.at.most(65_500);
    expect(text)
      .to.contain("20000 to update")
      .and.to.match(/\.\.\. \d+ characters before/);
  });
});

describe("a code block", () => {
  it("is not ended by what is in it", () => {
    expect(fenced("a ```` b")).to.equal("`````text\na ```` b\n`````");
    expect(fenced("plain\n")).to.equal("```text\nplain\n```");
  });
});

describe("a count of changes", () => {
  it("is not made up", () => {
    expect(changesOf("error: no credentials")).to.equal("Pulumi did not come to count changes.");
    expect(changesOf(undefined)).to.equal("Pulumi did not come to count changes.");
    expect(changesOf("Resources:\n    12 unchanged\n\nDuration: 3s\n")).to.equal("Resources: 12 unchanged.");
  });
});
