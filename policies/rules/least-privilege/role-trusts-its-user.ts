import { stackRule } from "../../engine/define";
import { documentsOf } from "../../iam/policy-documents";
import { usersOf } from "../../iam/role-users";

export const roleTrustsItsUser = stackRule({
  name: "role-trusts-its-user",
  concern: "least-privilege",
  description: "A role is used, by one resource, and trusts the service of that resource and no other.",
  rationale:
    "A shared role has the rights of all that use it; a role that nobody uses is a right that nobody watches; a role that trusts another service cannot be taken by its own.",
  remediation:
    "Give every function and every other resource a role of its own, trusting its service; remove roles without a user.",
  controls: ["least.one-role", "iam.trust", "lambda.role"],
  severity: "high",
  async check(stack, { each, report }) {
    const usersByRole = usersOf(stack);
    await each(stack.ofType("aws:iam/role:Role"), (role) => {
      const statements = documentsOf(role, "trust").flatMap((document) => document.statements ?? []);
      const trusted = statements.flatMap((statement) => statement.principals);
      const services = trusted.flatMap(({ kind, values }) => (kind === "Service" ? values : []));
      // Who brings a token of an identity provider is not in the stack.
      if (trusted.some(({ kind }) => kind === "Federated") && services.length === 0) return;
      const users = usersByRole.get(role) ?? [];
      if (users.length !== 1) {
        const found = users.map(({ name }) => name);
        report(role, "arn", found, "one resource of the stack that uses the role");
      }
      for (const user of users) {
        const wanted = serviceOf(user.type);
        if (wanted === undefined || services.includes(wanted)) continue;
        const problem = { found: services, wanted: `${wanted}, for '${user.name}' uses the role` };
        report(role, "assumeRolePolicy", problem.found, problem.wanted);
      }
    });
    await each(stack.ofType("aws:lambda/function:Function"), (lambda) => {
      if (stack.named(lambda, "role", "aws:iam/role:Role").length > 0) return;
      const found = lambda.text("role");
      report(lambda, "role", found, "a role of this stack, which these rules can judge");
    });
  },
});

/** Service principals by the beginning of a type, where they are not called as its package is; the longer ones first. */
const principals: readonly (readonly [type: string, principal: string])[] = [
  ["aws:cloudwatch/logSubscriptionFilter", "logs"],
  ["aws:cloudwatch/logDestination", "logs"],
  ["aws:cloudwatch/", "events"],
  ["aws:ec2/flowLog", "vpc-flow-logs"],
  ["aws:sfn/", "states"],
  ["aws:cfg/", "config"],
];

function serviceOf(type: string): string | undefined {
  const service = principals.find(([beginning]) => type.startsWith(beginning))?.[1] ?? /^aws:(\w+)\//.exec(type)?.[1];
  return service === undefined ? undefined : `${service}.amazonaws.com`;
}
