import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { writesLog } from "../../iam/data-actions";
import { allows, roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

export const functionWritesItsOwnLog = stackRule({
  name: "function-writes-its-own-log",
  concern: "least-privilege",
  description: "A function's role may write the streams of the function's own log group, and of no other.",
  rationale:
    "Without the right the function runs and leaves no trace; with more it can forge the log of another. Source: Lambda's guide on logging.",
  remediation:
    "Grant logs:CreateLogStream and logs:PutLogEvents on the group's ARN followed by ':*', and nothing else of logs.",
  controls: ["lambda.logs", "least.logging"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // another rule wants one
      const statements = roleStatements(stack, role);
      const group = logGroupOf(stack, lambda);
      if (group === undefined) {
        const wanted = "a log group of this stack";
        report(lambda, "loggingConfig.logGroup", lambda.value("loggingConfig"), wanted);
        return;
      }
      const streams = `${group.text("arn")}:*`;
      for (const action of writesLog) {
        if (
          allows(
            statements.map(({ statement }) => statement),
            action,
            `${group.text("arn")}:log-stream:any`,
          )
        )
          continue;
        report(lambda, "role", "no such right", `${action} on ${streams}`);
      }
      for (const { bearer, statement } of statements) {
        const ofLogs = statement.actions.filter((action) => /^logs:/i.test(action));
        if (statement.effect !== "Allow" || ofLogs.length === 0) continue;
        const others = statement.resources.filter((resource) => resource !== streams);
        if (others.length === 0) continue;
        report(bearer, `${statement.path}.Resource`, others, streams);
      }
    });
  },
});

/** The group that Lambda writes to: the one that the function names, or the one with Lambda's own name for it. */
function logGroupOf(stack: Stack, lambda: Resource): Resource | undefined {
  const type = "aws:cloudwatch/logGroup:LogGroup";
  const [named] = stack.named(lambda, "loggingConfig.logGroup", type);
  if (named !== undefined || lambda.text("loggingConfig.logGroup") !== undefined) return named;
  return stack.holding(`/aws/lambda/${lambda.text("name")}`, type)[0];
}
