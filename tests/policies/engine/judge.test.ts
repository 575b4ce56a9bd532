import { expect } from "chai";
import { stackRule } from "../../../policies/engine/define";
import { judgeStack } from "../../../policies/engine/judge";
import { Resource } from "../../../policies/engine/resource";
import { Stack } from "../../../policies/engine/stack";

/** Pulumi's mark for a text that a preview does not know. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const rule = stackRule({
  name: "sample-named",
  concern: "tagging",
  description: "A sample.",
  rationale: "For tests.",
  remediation: "Fix it.",
  controls: ["sqs.tags"],
  severity: "low",
  async check(stack, { each, report }) {
    await each(stack.ofType("queue"), (queue) => {
      const found = queue.text("name");
      if (found !== "right") report(queue, "name", found, "right");
    });
  },
});

function stackOf(names: readonly string[]): Stack {
  return new Stack(
    names.map(
      (name, index) =>
        new Resource({
          urn: `urn:${index}`,
          type: "queue",
          name: `queue-${index}`,
          props: { name },
          options: { protect: false, ignoreChanges: [] },
          parent: "",
          dependencies: [],
          propertyDependencies: {},
        }),
    ),
  );
}

async function judged(...names: readonly string[]) {
  const settings = { parameters: {}, exemptions: [] };
  const findings = await judgeStack(rule, stackOf(names), { settings, today: "2026-01-01" });
  return findings.map(({ kind, message }) => ({ kind, message }));
}

describe("a rule over a stack", () => {
  it("judges what is known, whatever is not", async () => {
    const found = await judged(unknownText, "wrong", "right", unknownText);

    expect(found.map(({ kind }) => kind)).to.deep.equal(["violation", "undecided"]);
    expect(found[0]?.message).to.match(/^'queue-1': name is wrong, wanted right\. Fix it\.$/);
  });

  it("reports in one note what it could not decide, naming each, or how many more there are", async () => {
    const [few] = await judged(unknownText, unknownText);
    const [many] = await judged(...Array.from({ length: 9 }, () => unknownText));

    expect(few?.message).to.match(/^could not decide about 'queue-0': name is not known .* for 'queue-1'\.$/);
    expect(many?.message).to.match(/'queue-1', 'queue-2', 'queue-3', 'queue-4', 'queue-5', 3 others\.$/);
  });
});
