import type { Declared } from "../../support/pulumi";
import { ofType, type PolicyStatement, statements, the } from "../../support/pulumi-queries";

/** Statements of all topic and queue policies that let a service in, by the name of the policy. */
export function servicesLetIn(resources: readonly Declared[]) {
  return [
    ...ofType(resources, "aws:sns/topicPolicy:TopicPolicy"),
    ...ofType(resources, "aws:sqs/queuePolicy:QueuePolicy"),
  ].flatMap(({ name, inputs }) =>
    statements(inputs.policy)
      .filter(({ Effect }) => Effect === "Allow")
      .map((statement) => ({ name, statement })),
  );
}

/** Statements of the stack's key. */
export function keyStatements(resources: readonly Declared[]): PolicyStatement[] {
  return statements(the(resources, "aws:kms/key:Key", "backoffice-key").inputs.policy);
}
