import { stackRule } from "../../engine/define";
import { collect, fitting } from "../../wiring/collect";
import { types } from "../../wiring/types";

export const apiAccountWritesLogs = stackRule({
  name: "api-account-writes-logs",
  concern: "observability",
  description: "The role that API Gateway writes its logs by may do so.",
  rationale:
    "API Gateway takes any role for its account setting; without the rights every stage logs nothing, or cannot be made. Source: API Gateway's guide on logging.",
  remediation: "Attach the managed policy AmazonAPIGatewayPushToCloudWatchLogs to the role.",
  controls: ["api.execution-logs", "api.access-logs"],
  severity: "medium",
  async check(stack, { each, report }) {
    const attached = collect(stack.ofType(types.roleAttachment), (attachment) => {
      const pushes = attachment.text("policyArn")?.endsWith("/AmazonAPIGatewayPushToCloudWatchLogs") === true;
      return pushes ? stack.named(attachment, "role", types.role) : [];
    });
    await each(stack.ofType(types.apiAccount), (account) => {
      const property = "cloudwatchRoleArn";
      const [role] = stack.named(account, property, types.role);
      if (role !== undefined && fitting(attached, (holder) => holder === role).length > 0) return;
      const wanted = "a role of this stack with AmazonAPIGatewayPushToCloudWatchLogs";
      report(account, property, account.text(property), wanted);
    });
  },
});
