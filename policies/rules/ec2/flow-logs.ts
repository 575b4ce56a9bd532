import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { allows, roleStatements } from "../../iam/roles";

/** VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs", with how each may be limited. */
const writes = ["logs:CreateLogStream", "logs:PutLogEvents"];
const looks = ["logs:DescribeLogGroups"];

export const flowLogArrives = stackRule({
  name: "flow-log-arrives",
  concern: "network",
  description: "A flow log goes into a log group of its own, by a role that may write there and do nothing else.",
  rationale:
    "A flow log that may not write is made all the same, and stays empty: nobody notices before somebody asks who talked to whom. Key and retention of the group are asked of every group.",
  remediation:
    "Set logDestinationType cloud-watch-logs, the group's ARN without an ending, and a role of vpc-flow-logs.amazonaws.com with logs:CreateLogStream, DescribeLogStreams and PutLogEvents on the group.",
  controls: ["ec2.vpc", "least.missing-grants"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.ec2.flowLog), (log) => {
      const kind = log.text("logDestinationType");
      if (kind !== undefined && kind !== "cloud-watch-logs")
        report(log, "logDestinationType", kind, "cloud-watch-logs");
      const [group] = stack.named(log, "logDestination", awsTypes.cloudwatch.logGroup);
      const [role] = stack.named(log, "iamRoleArn", awsTypes.iam.role);
      if (group === undefined || role === undefined) return; // references-are-of-the-stack reports it
      const arn = group.text("arn") ?? "";
      for (const stage of stack.ofType(awsTypes.apigateway.stage).filter((one) => writesTo(one, arn)))
        report(stage, "accessLogSettings.destinationArn", arn, `a group of its own: '${log.name}' writes there`);
      const held = roleStatements(stack, role);
      const statements = held.map(({ statement }) => statement);
      const missing = [
        ...writes.filter((action) => !allows(statements, action, `${arn}:*`)),
        ...["logs:DescribeLogStreams"].filter((action) => !allows(statements, action, arn)),
        ...looks.filter((action) => !allows(statements, action, "*")),
      ];
      if (missing.length > 0) report(log, "iamRoleArn", `a role without ${missing.join(", ")}`, `them, on ${arn}`);
      const may = [...writes, ...looks, "logs:DescribeLogStreams"];
      for (const { bearer, statement } of held) {
        for (const action of statement.actions.filter((one) => !may.includes(one)))
          report(bearer, `${statement.path}.Action`, action, "what a flow log needs");
        const foreign = statement.resources.filter((one) => ![arn, `${arn}:*`, "*"].includes(one));
        for (const resource of foreign) report(bearer, `${statement.path}.Resource`, resource, `${arn} alone`);
      }
    });
  },
});

function writesTo(stage: Resource, group: string): boolean {
  return stage.text("accessLogSettings.destinationArn") === group;
}
