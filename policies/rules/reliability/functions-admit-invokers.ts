import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { parseArn } from "../../iam/arn";
import { collect, complete, fitting } from "../../wiring/collect";
import { fits, invocationsOf, permissionsOf } from "../../wiring/invocations";
import { types } from "../../wiring/types";

export const functionsAdmitInvokers = stackRule({
  name: "functions-admit-invokers",
  concern: "reliability",
  description: "Whoever calls a function has a permission for exactly that call, and every permission has a caller.",
  rationale:
    "Without it on the right alias, for the right source, each call is refused: an API answers 500, and SNS and EventBridge send everything to the dead letters. One that nobody uses is a door left open. Source: Lambda's guide on resource-based policies.",
  remediation:
    "Declare a Permission for lambda:InvokeFunction with function and qualifier of the alias, the service as principal, and sourceArn of the caller.",
  controls: ["async.failure-paths", "async.alias", "lambda.permission"],
  severity: "critical",
  async check(stack, { each, report }) {
    const sources = stack.ofType(types.subscription, types.eventTarget, types.restApi);
    const permissions = collect(stack.ofType(types.permission), (permission) => permissionsOf(stack, permission));
    await each(sources, (by) => {
      for (const invocation of invocationsOf(stack, by)) {
        if (fitting(permissions, (permission) => fits(permission, invocation)).length > 0) continue;
        const { callee, property, service, sourceArns } = invocation;
        const alias = callee.alias?.text("name") ?? "no qualifier";
        const wanted = `a Permission of '${callee.function.name}' (${alias}) for ${service} from ${sourceArns.join(" or ")}`;
        report(by, property, "no permission that fits", wanted);
      }
    });
    const invocations = collect(sources, (by) => invocationsOf(stack, by));
    await each(stack.ofType(types.permission), (permission) => {
      const principal = permission.text("principal") ?? "";
      // Of other services, such as S3, it cannot be seen here what they call.
      if (!wired.has(principal) && principal !== "*") return;
      const own = permissionsOf(stack, permission);
      const used = own.some((item) => complete(invocations).some((invocation) => fits(item, invocation)));
      if (!used) refuse(permission);
      const account = permission.text("sourceAccount");
      const owner = parseArn(permission.text("sourceArn") ?? "")?.account;
      // Of an API the ARN names the account already, and API Gateway's console leaves the account out as well.
      if (account === owner || (account === undefined && principal === "apigateway.amazonaws.com")) return;
      report(permission, "sourceAccount", account, `${owner}, as in sourceArn`);
    });

    function refuse(permission: Resource): void {
      const found = ["function", "qualifier", "sourceArn"].map((key) => String(permission.value(key))).join(", ");
      const wanted = "function, alias and source of something in this stack that calls it";
      report(permission, "function, qualifier, sourceArn", found, wanted);
    }
  },
});

/** Services whose calls this stack declares itself. */
const wired: ReadonlySet<string> = new Set([
  "sns.amazonaws.com",
  "events.amazonaws.com",
  "apigateway.amazonaws.com",
  "sqs.amazonaws.com",
]);
