import { readStatements } from "../../aws/iam/document";
import { isAllowed } from "../../aws/iam/evaluate";
import { serviceRequest } from "../../aws/iam/service-request";

/** Whether a function's resource policy allows SNS to call it for a topic. A statement that cannot be parsed allows nothing. */
export function permitsTopic(policy: string, topicArn: string): boolean {
  // Lambda keeps a policy for each function and alias, which is about nothing else.
  const statements = (readStatements(policy) ?? []).map((statement) => ({ ...statement, resources: ["*"] }));
  const call = { service: "sns.amazonaws.com", action: "lambda:InvokeFunction", resource: "*", sourceArn: topicArn };
  return isAllowed(statements, serviceRequest(call));
}
