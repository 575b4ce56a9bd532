import { joinsNetworkBy } from "../../../aws/lambda-calls";
import { stackRule } from "../../engine/define";
import { roleStatements } from "../../iam/roles";
import { roleOf } from "../../wiring/functions";
import { functionsInside } from "../../wiring/network";

export const codeLeavesTheNetworkAlone = stackRule({
  name: "code-leaves-the-network-alone",
  concern: "least-privilege",
  description: "A function in a VPC is denied to make, move or delete network interfaces; Lambda does it in its name.",
  rationale:
    "Its role must allow it, for Lambda connects the function by it; the function's code has the role, too, and could plug itself into other networks of the account. Source: Lambda's guide, Giving Lambda functions access to resources in an Amazon VPC.",
  remediation:
    "Deny the same actions with a condition ArnLike on lambda:SourceFunctionArn with the function's ARN, without and with :*.",
  controls: ["lambda.role", "lambda.vpc"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsInside(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      const arn = lambda.text("arn");
      if (role === undefined || arn === undefined) return; // role-trusts-its-user reports the role
      const denied = roleStatements(stack, role)
        .map(({ statement }) => statement)
        .filter(
          ({ effect, resources, conditions }) =>
            effect === "Deny" &&
            resources.includes("*") &&
            conditions.length === 1 &&
            conditions.every(
              ({ operator, key, values }) =>
                operator === "ArnLike" &&
                key.toLowerCase() === "lambda:sourcefunctionarn" &&
                [arn, `${arn}:*`].every((one) => values.includes(one)),
            ),
        )
        .flatMap(({ actions }) => actions);
      const missing = joinsNetworkBy.filter((action) => !denied.includes(action));
      if (missing.length > 0)
        report(role, "policy", `no denial of ${missing.join(", ")}`, "one for the function's code");
    });
  },
});
