import { stackRule } from "../../engine/define";
import { conditionsOn, type Statement } from "../../iam/document";
import { coversName, hasWildcard } from "../../iam/match";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing } from "../../iam/roles";

/** What an event says it is: whoever may choose these can pose as anybody on the bus. */
const keys = ["events:source", "events:detail-type"] as const;

export const eventsArePutAsTheSource = stackRule({
  name: "events-are-put-as-the-source",
  concern: "least-privilege",
  description: "A right to put events on a bus names their source and their types.",
  rationale:
    "A bus takes any source that a sender writes: without the condition one pipeline can pose as another, or as a carrier. Source: EventBridge's guide on IAM policy conditions.",
  remediation: "Add StringEquals on events:source and on events:detail-type.",
  controls: ["least.cross-pipeline"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity")), (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { statement } of statementsOf(resource, "identity")) {
        if (statement.effect !== "Allow" || !puts(statement)) continue;
        for (const key of keys) {
          if (isNamed(statement, key)) continue;
          const property = `${statement.path}.Condition`;
          report(resource, property, statement.conditions, `StringEquals on ${key}`);
        }
      }
    });
  },
});

function puts({ actions }: Statement): boolean {
  return actions.some((pattern) => coversName(pattern, "events:PutEvents"));
}

function isNamed(statement: Statement, key: string): boolean {
  const found = conditionsOn(statement, key);
  return found.some(
    ({ operator, values }) => operator === "StringEquals" && values.length > 0 && !values.some(hasWildcard),
  );
}
