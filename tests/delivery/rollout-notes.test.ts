import { expect } from "chai";
import { changesIn, rolloutNotes } from "../../scripts/delivery/rollout-notes";

const urn = (type: string, name: string) =>
  `        [urn=urn:pulumi:prod::backoffice::backoffice:pipelines:Orders$backoffice:blocks:LambdaFunction$${type}::${name}]`;

/** A change as `pulumi preview --diff` prints it. */
function change(sign: string, type: string, name: string, ...lines: readonly string[]): string {
  return [`    ${sign} ${type}: (update)`, "        [id=made-up]", urn(type, name), ...lines].join("\n");
}

const functionType = "aws:lambda/function:Function";
const code = "      ~ code                : archive(assets:1a2b) ~> archive(assets:3c4d)";

describe("what a preview means for a roll-out", () => {
  it("is that functions wait whose code or settings change", () => {
    const preview = [
      "Previewing update (prod):",
      change("~", functionType, "orders-create", code),
      change(
        "~",
        functionType,
        "orders-get",
        "      ~ environment         : {",
        "          ~ variables: {",
        "            }",
        "        }",
      ),
    ].join("\n");

    expect(rolloutNotes(preview)).to.equal("**Roll-out**: orders-create, orders-get will wait for one.");
  });

  it("is nothing for what is no part of a version, for new functions, and where no function changes", () => {
    const tags = "      ~ tags: {";
    const inside = "          ~ code: 1";

    expect(rolloutNotes(change("~", functionType, "orders-create", tags, inside))).to.equal(undefined);
    expect(rolloutNotes(change("+", functionType, "orders-new", code))).to.equal(undefined);
    expect(rolloutNotes("Resources:\n    300 unchanged\n")).to.equal(undefined);
  });

  it("is what the versions before meet at once: rights, tables, queues, and what is taken away from them", () => {
    const preview = [
      change("~", functionType, "orders-create", code),
      change("~", "aws:iam/rolePolicy:RolePolicy", "orders-create-policy", "      ~ policy: 1"),
      change("-", "aws:sqs/queue:Queue", "orders-old-queue"),
      change("+", "aws:dynamodb/table:Table", "orders-new-table"),
    ].join("\n");

    expect(rolloutNotes(preview)).to.equal(
      "**Roll-out**: orders-create will wait for one. Live at once, for the versions before as well: orders-create-policy. " +
        "Does the code that is called now get on with it? Taken away or replaced at once: orders-old-queue. " +
        "Is every version that uses it no longer called? See docs/rollout.md.",
    );
    expect(rolloutNotes(change("+-", "aws:sns/topicPolicy:TopicPolicy", "orders-policy"))).to.equal(
      "**Roll-out**: no function waits for one. Taken away or replaced at once: orders-policy. " +
        "Is every version that uses it no longer called? See docs/rollout.md.",
    );
  });

  it("is that calls cannot be shared with a version that has another role or dead-letter queue", () => {
    const role = "      ~ role                : 1";
    const deadLetters = "      + deadLetterConfig    : {";
    const preview = [
      change("~", functionType, "orders-create", code, role),
      change("~", functionType, "orders-get", deadLetters),
      change("~", functionType, "orders-list", code, "          ~ role: 1"),
    ].join("\n");

    expect(rolloutNotes(preview)).to.equal(
      "**Roll-out**: orders-create, orders-get, orders-list will wait for one. orders-create, orders-get: the new version has " +
        "another role or dead-letter queue, and AWS shares calls only between versions that have the same. " +
        "Change these first, without a step-by-step roll-out. See docs/rollout.md.",
    );
  });
});

describe("the changes of a preview", () => {
  it("are read with their sign, type, name and the inputs that differ", () => {
    expect(
      changesIn(change("~", functionType, "orders-create", code, "      + layers              : []")),
    ).to.deep.equal([{ sign: "~", type: functionType, name: "orders-create", properties: ["code", "layers"] }]);
  });
});
